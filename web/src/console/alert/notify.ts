// Notices on the desktop. They never hold a name or a word from a conversation.
import { signal } from "@preact/signals";

export type Permission = NotificationPermission | "none";

export const permission = signal<Permission>(readPermission());

export async function askPermission(): Promise<void> {
  if (typeof Notification !== "undefined") await Notification.requestPermission();
  permission.value = readPermission();
}

/** In the browser's own settings it may be changed at any moment. Returns what ends it. */
export function watchPermission(): () => void {
  const read = () => void (permission.value = readPermission());
  let asked: PermissionStatus | null = null;
  let ended = false;
  const follow = async () => {
    asked = await navigator.permissions.query({ name: "notifications" });
    if (!ended) asked.addEventListener("change", read);
  };
  follow().catch(read); // a browser that does not tell: it is read when one comes back to the page
  document.addEventListener("visibilitychange", read);
  return () => {
    ended = true;
    asked?.removeEventListener("change", read);
    document.removeEventListener("visibilitychange", read);
  };
}

/** The same `tag` twice is one notice. */
export function notify(title: string, tag: string): void {
  if (readPermission() !== "granted") return;
  try {
    const notice = new Notification(title, { tag, requireInteraction: true });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    permission.value = "none"; // some phones have the name but refuse to make one
  }
}

function readPermission(): Permission {
  return typeof Notification === "undefined" ? "none" : Notification.permission;
}

// Notices on the desktop. They never hold a name or a word from a conversation.
import { signal } from "@preact/signals";

export type Permission = NotificationPermission | "none";

export const permission = signal<Permission>(readPermission());

export async function askPermission(): Promise<void> {
  if (typeof Notification !== "undefined") await Notification.requestPermission();
  permission.value = readPermission();
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

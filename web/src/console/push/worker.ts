// What the browser runs when a push comes, the console closed or not: one notice, without a name or a word.
export {};

interface Pushed extends Event {
  readonly data: { json(): unknown } | null;
  waitUntil(done: Promise<unknown>): void;
}

interface Pressed extends Event {
  readonly notification: Notification;
  waitUntil(done: Promise<unknown>): void;
}

interface Page {
  readonly visibilityState: string;
  readonly url: string;
  focus(): Promise<unknown>;
}

/** TypeScript's own list does not know it. */
interface Sounding extends NotificationOptions {
  readonly renotify: boolean;
}

interface Here {
  readonly registration: {
    showNotification(title: string, options: NotificationOptions): Promise<void>;
    getNotifications(of: { readonly tag: string }): Promise<readonly Notification[]>;
  };
  readonly clients: {
    openWindow(url: string): Promise<unknown>;
    matchAll(which: { readonly type: "window"; readonly includeUncontrolled: boolean }): Promise<readonly Page[]>;
  };
  addEventListener(kind: "push", heard: (event: Pushed) => void): void;
  addEventListener(kind: "notificationclick", heard: (event: Pressed) => void): void;
}

interface Told {
  readonly about?: "offer" | "shift" | "test";
  readonly level?: number;
  readonly flag?: string;
  readonly at?: number;
}

const here = self as unknown as Here;

const OFFERED = 20_000; // then it goes to somebody else: as LIFE in server/transport/paging/quiet_push.py

/** Others may see the screen: it says neither what nor of whom. */
const QUIET = "Warmline: something for you";

here.addEventListener("push", (event) => {
  const told = (event.data?.json() ?? {}) as Told;
  event.waitUntil(told.about === undefined ? flagged(told) : quiet(told.about));
});

here.addEventListener("notificationclick", (event) => {
  const { about } = (event.notification.data ?? {}) as Told;
  event.notification.close();
  event.waitUntil(shown(about === undefined ? "wall" : about === "offer" ? "desk" : "shifts"));
});

/** In the console that is open: another one would take its line, and knows none of its drafts. */
async function shown(tab: string): Promise<void> {
  const pages = await here.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.find((page) => new URL(page.url).pathname.startsWith("/console"));
  await (open ? open.focus() : here.clients.openWindow(`/console#${tab}`));
}

function flagged({ level, flag }: Told): Promise<void> {
  return here.registration.showNotification(`Level ${level ?? "?"} flag: nobody has answered it`, {
    body: "Open the console now.",
    tag: flag ?? "flag",
    renotify: true, // paged once more for the same flag: it has to be heard again
    requireInteraction: true,
  } as Sounding);
}

/** A page that is in sight rings by itself; a test is there to be seen. */
async function quiet(about: "offer" | "shift" | "test"): Promise<void> {
  const pages = await here.clients.matchAll({ type: "window", includeUncontrolled: true });
  const inSight = pages.some((page) => page.visibilityState === "visible" && new URL(page.url).pathname.startsWith("/console"));
  if (inSight && about !== "test") return;
  const at = Date.now();
  await here.registration.showNotification(QUIET, { tag: about, renotify: true, data: { about, at }, requireInteraction: about !== "test" } as Sounding);
  if (about === "offer") await closed(about, at);
}

/** A later offer's notice stays its own time. */
async function closed(about: "offer", at: number): Promise<void> {
  await new Promise((done) => setTimeout(done, OFFERED));
  for (const one of await here.registration.getNotifications({ tag: about })) {
    if (((one.data ?? {}) as Told).at === at) one.close();
  }
}

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

interface Here {
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  readonly clients: { openWindow(url: string): Promise<unknown> };
  addEventListener(kind: "push", heard: (event: Pushed) => void): void;
  addEventListener(kind: "notificationclick", heard: (event: Pressed) => void): void;
}

const here = self as unknown as Here;

here.addEventListener("push", (event) => {
  const { level, flag } = (event.data?.json() ?? {}) as { readonly level?: number; readonly flag?: string };
  const shown = here.registration.showNotification(`Level ${level ?? "?"} flag: nobody has answered it`, {
    body: "Open the console now.",
    tag: flag ?? "flag",
    requireInteraction: true,
  });
  event.waitUntil(shown);
});

here.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(here.clients.openWindow("/console#wall"));
});

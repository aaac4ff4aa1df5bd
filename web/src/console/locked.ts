// Whether this console is locked: over a reload, and in every tab of it at once.
import { effect, signal } from "@preact/signals";
import type { LockedView } from "../contract";

const LOCKED = "warmline.locked";

export const locked = signal(typeof localStorage !== "undefined" && localStorage.getItem(LOCKED) !== null);

export const NOTHING_WAITS: LockedView = { asks: 0, flags: 0, urgent: false, words: 0 };

/** Behind the lock, before the first answer: this object itself, and none that only says the same. */
export const NOT_TOLD_YET: LockedView = { ...NOTHING_WAITS };

export function shut(): void {
  localStorage.setItem(LOCKED, "yes");
  locked.value = true;
}

export function open(): void {
  localStorage.removeItem(LOCKED);
  locked.value = false;
}

export async function opened(): Promise<void> {
  let end: (() => void) | undefined;
  await new Promise<void>((done) => {
    end = effect(() => {
      if (!locked.value) done();
    });
  });
  end?.();
}

/** Returns what ends it. */
export function followOtherTabs(): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key === LOCKED) locked.value = event.newValue !== null;
  };
  window.addEventListener("storage", elsewhere);
  return () => window.removeEventListener("storage", elsewhere);
}

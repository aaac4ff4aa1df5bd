// Whether this console is locked: over a reload, and in every tab of it at once.
import { signal } from "@preact/signals";
import type { LockedView } from "../contract";

const LOCKED = "warmline.locked";

export const locked = signal(typeof localStorage !== "undefined" && localStorage.getItem(LOCKED) !== null);

export const NOTHING_WAITS: LockedView = { asks: 0, flags: 0, urgent: false, words: 0 };

export function shut(): void {
  localStorage.setItem(LOCKED, "yes");
  locked.value = true;
}

export function open(): void {
  localStorage.removeItem(LOCKED);
  locked.value = false;
}

/** Returns what ends it. */
export function followOtherTabs(): () => void {
  const elsewhere = (event: StorageEvent) => {
    if (event.key === LOCKED) locked.value = event.newValue !== null;
  };
  window.addEventListener("storage", elsewhere);
  return () => window.removeEventListener("storage", elsewhere);
}

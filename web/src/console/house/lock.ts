// The console locks itself when nobody has shown a sign of life for some minutes, in every tab of it at once.
import { signal } from "@preact/signals";

const SIGN = "warmline.sign"; // when somebody last moved in any tab
const LOCKED = "warmline.locked";
const OFTEN = 1000; // milliseconds between two looks at the clock
const MINUTE = 60_000;

/** It stays locked over a reload, and in a new tab. */
export const locked = signal(read(LOCKED) !== null);

export function lock(): void {
  localStorage.setItem(LOCKED, "yes");
  locked.value = true;
}

export function unlock(): void {
  note();
  localStorage.removeItem(LOCKED);
  locked.value = false;
}

export function isIdle(lastSign: number, now: number, minutes: number): boolean {
  return now - lastSign >= minutes * MINUTE;
}

/** Returns what ends it. */
export function startLocking(minutes: number): () => void {
  if (!locked.peek()) note();
  const signs = ["pointermove", "pointerdown", "keydown", "touchstart"] as const;
  const moved = () => {
    if (!locked.peek() && Date.now() - last() > OFTEN) note();
  };
  const elsewhere = (event: StorageEvent) => {
    if (event.key === LOCKED) locked.value = event.newValue !== null;
  };
  const timer = setInterval(() => isIdle(last(), Date.now(), minutes) && !locked.peek() && lock(), OFTEN);
  for (const sign of signs) document.addEventListener(sign, moved);
  window.addEventListener("storage", elsewhere);
  return () => {
    clearInterval(timer);
    signs.forEach((sign) => document.removeEventListener(sign, moved));
    window.removeEventListener("storage", elsewhere);
  };
}

function note(): void {
  localStorage.setItem(SIGN, String(Date.now()));
}

function last(): number {
  return Number(read(SIGN) ?? 0);
}

function read(name: string): string | null {
  return typeof localStorage === "undefined" ? null : localStorage.getItem(name);
}

// The console locks itself when nobody has shown a sign of life for some minutes; the server locks the session with it.
import { askOnce } from "../api";
import { followOtherTabs, locked, open, shut } from "../locked";

const SIGN = "warmline.sign"; // when somebody last moved in any tab
const OFTEN = 1000; // milliseconds between two looks at the clock
const AGAIN = 2000; // milliseconds until the server is told again
const MINUTE = 60_000;

/** Here at once, on the server as soon as it can be reached. */
export function lock(): void {
  shut();
  void tellServer();
}

export function unlock(): void {
  note();
  open();
}

export function isIdle(lastSign: number, now: number, minutes: number): boolean {
  return now - lastSign >= minutes * MINUTE;
}

/** Returns what ends it. */
export function startLocking(minutes: number): () => void {
  if (locked.peek()) void tellServer();
  else note();
  const signs = ["pointermove", "pointerdown", "keydown", "touchstart"] as const;
  const moved = () => {
    if (!locked.peek() && Date.now() - last() > OFTEN) note();
  };
  const timer = setInterval(() => isIdle(last(), Date.now(), minutes) && !locked.peek() && lock(), OFTEN);
  for (const sign of signs) document.addEventListener(sign, moved);
  const unfollow = followOtherTabs();
  return () => {
    clearInterval(timer);
    signs.forEach((sign) => document.removeEventListener(sign, moved));
    unfollow();
  };
}

async function tellServer(): Promise<void> {
  while (locked.peek()) {
    const told = await askOnce("/api/lock", {});
    if (told.ok || told.code === "sign_in") return;
    await new Promise((done) => setTimeout(done, AGAIN));
  }
}

function note(): void {
  localStorage.setItem(SIGN, String(Date.now()));
}

function last(): number {
  return Number(localStorage.getItem(SIGN) ?? 0);
}

// The console's clock: one tick a second, set by the server's time, and times in words.
import { signal } from "@preact/signals";

const OFFSET_WORTH = 2000; // milliseconds; the Date header counts whole seconds

let offset = 0;

/** Milliseconds since 1970 by the server's clock, renewed once a second. */
export const now = signal(Date.now());

export function startClock(): () => void {
  const timer = setInterval(() => (now.value = serverNow()), 1000);
  return () => clearInterval(timer);
}

export function serverNow(): number {
  return Date.now() + offset;
}

/** Learn from a `Date` header how far this machine's clock is off. */
export function learn(date: string | null): void {
  const difference = date === null ? Number.NaN : Date.parse(date) - Date.now();
  offset = Math.abs(difference) > OFFSET_WORTH ? difference : 0;
  now.value = serverNow();
}

/** Whole seconds from `at` until `then`; negative once it is past. */
export function secondsUntil(then: string, at: number): number {
  return Math.round((Date.parse(then) - at) / 1000);
}

export function secondsSince(then: string, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(then)) / 1000));
}

/** "42 s", "3 min", "2 h 5 min", "3 days". */
export function inWords(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** "in 42 s", or "3 min late". */
export function dueInWords(due: string, at: number): string {
  const left = secondsUntil(due, at);
  return left >= 0 ? `in ${inWords(left)}` : `${inWords(-left)} late`;
}

/** The time of day as this person writes it. */
export function timeOfDay(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

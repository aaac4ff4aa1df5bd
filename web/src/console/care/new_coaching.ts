// How many words of a coach wait to be read: a count on a tab, asked for now and then, without a sound.
import { signal } from "@preact/signals";
import { ask } from "../api";

const AGAIN = 60_000; // milliseconds: nothing hurries

export const newCoaching = signal(0);

export async function countCoaching(): Promise<void> {
  const answer = await ask("/api/coaching/new", {});
  if (answer.ok) newCoaching.value = answer.body.count;
}

/** Returns what ends it. */
export function watchCoaching(): () => void {
  void countCoaching();
  const timer = setInterval(() => void countCoaching(), AGAIN);
  return () => {
    clearInterval(timer);
    newCoaching.value = 0;
  };
}

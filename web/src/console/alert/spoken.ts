// What a screen reader is told of what is new.
import { signal } from "@preact/signals";

const SPOKEN_FOR = 4000; // then the region is empty, so that the same words can be told again

/** One sentence at a time. */
export const spoken = signal("");

export function say(words: string): void {
  spoken.value = words;
  setTimeout(() => spoken.peek() === words && (spoken.value = ""), SPOKEN_FOR);
}

// Tells the others that one writes: at most every 2.5 s, and that one has stopped after 4 s.
import type { Typing } from "../../contract";

const AGAIN = 2500; // milliseconds
const STOPPED = 4000;

/** How long the page believes that somebody else still writes. */
export const BELIEVED = 6000;

export interface TypingTeller {
  typed(conversation: string): void;
  said(conversation: string): void;
}

export function createTyping(tell: (body: Typing) => void, now: () => number = Date.now): TypingTeller {
  const told = new Map<string, number>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = (conversation: string) => {
    clearTimeout(timers.get(conversation));
    if (told.delete(conversation)) tell({ conversation, on: false });
  };
  return {
    typed(conversation) {
      clearTimeout(timers.get(conversation));
      timers.set(conversation, setTimeout(() => stop(conversation), STOPPED));
      if (now() - (told.get(conversation) ?? -Infinity) < AGAIN) return;
      told.set(conversation, now());
      tell({ conversation, on: true });
    },
    said(conversation) {
      // Their having said something tells it; no second message is needed.
      clearTimeout(timers.get(conversation));
      told.delete(conversation);
    },
  };
}

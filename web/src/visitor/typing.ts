// "Is writing" is told at most every 2.5 s and taken back after 4 s of quiet.

export const EVERY = 2500;
export const QUIET = 4000;

export interface Typing {
  /** A key was pressed. */
  pressed(): void;
  /** Sent, or the box is empty. */
  stopped(): void;
}

export function createTyping(tell: (on: boolean) => void, now: () => number = Date.now): Typing {
  let told = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopped = () => {
    clearTimeout(timer);
    if (told === -Infinity) return;
    told = -Infinity;
    tell(false);
  };
  return {
    pressed() {
      clearTimeout(timer);
      timer = setTimeout(stopped, QUIET);
      if (now() - told < EVERY) return;
      told = now();
      tell(true);
    },
    stopped,
  };
}

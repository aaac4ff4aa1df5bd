// Showing again that it is you: what is dangerous waits until you have, and then happens.
import { signal } from "@preact/signals";

/** What waits for a proof. `settle` is told whether one was given. */
export interface Waiting {
  readonly settle: (proven: boolean) => void;
}

/** The question that is on the page now, if any. */
export const waiting = signal<Waiting | null>(null);

/** Resolves to whether this person has shown that it is them. */
export function askForProof(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting.value?.settle(false);
    waiting.value = {
      settle: (proven) => {
        waiting.value = null;
        resolve(proven);
      },
    };
  });
}

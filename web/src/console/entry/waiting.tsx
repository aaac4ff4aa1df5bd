// A submit button that counts down where the server asked for patience.
import type { ComponentChildren } from "preact";
import { inWords, now, serverNow } from "../clock";

/** The moment at which one may try again. */
export function until(retryAfter: number | null): number | null {
  return retryAfter === null ? null : serverNow() + retryAfter * 1000;
}

export interface WaitingProps {
  readonly again: number | null;
  readonly children: ComponentChildren;
}

export function Waiting({ again, children }: WaitingProps) {
  const left = again === null ? 0 : Math.ceil((again - now.value) / 1000);
  if (left <= 0) return <button class="primary">{children}</button>;
  return (
    <button disabled>
      Try again in {inWords(left)}
    </button>
  );
}

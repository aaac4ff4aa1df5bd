// A resolve waits ten seconds before it is sent, so that it can be taken back. Until then it is claimed.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { FlagCard, ResolveFlag } from "../../contract";
import { serverNow } from "../clock";

export const UNDO = 10_000; // milliseconds

export interface Resolving {
  readonly flag: FlagCard;
  readonly asked: ResolveFlag;
  /** When it is sent, by the server's clock. */
  readonly at: number;
}

export interface Undo {
  readonly waiting: ReadonlySignal<Resolving | null>;
  /** One that waits already is sent at once: a moderator goes on from flag to flag. */
  begin(flag: FlagCard, asked: ResolveFlag): void;
  takeBack(): void;
  /** What waits is sent at once. */
  settle(): void;
}

export function createUndo(send: (asked: ResolveFlag) => unknown): Undo {
  const waiting = signal<Resolving | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    const resolving = waiting.peek();
    clear();
    if (resolving !== null) send(resolving.asked);
  };
  const clear = () => {
    clearTimeout(timer);
    waiting.value = null;
  };
  return {
    waiting,
    begin(flag, asked) {
      settle();
      waiting.value = { flag, asked, at: serverNow() + UNDO };
      timer = setTimeout(settle, UNDO);
    },
    takeBack: clear,
    settle,
  };
}

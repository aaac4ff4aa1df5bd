// Takes words from the outbox to the server: one at a time, in order, with the same `ref` each time.
import type { Code, Receipt } from "../contract";
import type { Answer } from "./link";
import { nextToSend, type Outbox, type Unsent } from "./outbox";

export const LATE_AFTER = 10_000; // DESIGN.md D2
const TRIES = 5; // for an answer that says "not now, but soon"
const PAUSE = 2; // seconds

/** Refusals that pass by themselves. All others say something about the words or the conversation. */
const PASSING: ReadonlySet<Code | "no_answer"> = new Set(["too_fast", "internal", "locked", "no_answer"]);

export type Sent =
  | { readonly kind: "kept"; readonly item: Unsent; readonly receipt: Receipt }
  | { readonly kind: "late"; readonly ref: string }
  | { readonly kind: "refused"; readonly ref: string; readonly code: Code };

export interface SenderNeeds {
  readonly box: () => Outbox;
  readonly up: () => boolean;
  readonly say: (item: Unsent) => Promise<Answer<Receipt>>;
  readonly apply: (change: Sent) => void;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export interface Sender {
  /** Something was added, or the line is up again. Sends all there is; harmless to repeat. */
  flush(): Promise<void>;
  /** Say so if it is still unsent in ten seconds. */
  watch(ref: string): void;
}

export function createSender(needs: SenderNeeds): Sender {
  const wait = needs.wait ?? pause;
  let busy = false;
  return {
    async flush() {
      if (busy) return;
      busy = true;
      try {
        await sendAll(needs, wait);
      } finally {
        busy = false;
      }
    },
    watch(ref) {
      setTimeout(() => needs.apply({ kind: "late", ref }), LATE_AFTER);
    },
  };
}

async function sendAll(needs: SenderNeeds, wait: (ms: number) => Promise<void>): Promise<void> {
  const tries = new Map<string, number>();
  for (let item = nextToSend(needs.box()); item && needs.up(); item = nextToSend(needs.box())) {
    const answer = await needs.say(item);
    if (answer.ok) {
      needs.apply({ kind: "kept", item, receipt: answer.body });
      continue;
    }
    const tried = (tries.get(item.ref) ?? 0) + (answer.code === "no_answer" ? 0 : 1);
    tries.set(item.ref, tried);
    const wrong = final(answer.code, tried);
    if (wrong) needs.apply({ kind: "refused", ref: item.ref, code: wrong });
    else await wait((answer.retry_after ?? PAUSE) * 1000);
  }
}

function final(code: Code | "no_answer", tried: number): Code | null {
  if (code === "no_answer") return null;
  return PASSING.has(code) && tried < TRIES ? null : code;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

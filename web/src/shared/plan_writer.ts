// What is written at the steps of a safety plan and not kept yet: it waits, is sent, and is sent again.
import type { PlanEntry, PlanStep } from "../contract";
import type { Answer } from "./link";
import { newRef } from "./refs";

const IDLE = 800; // milliseconds without a key until it is sent
const AGAIN = 3000;

export type Fate = "kept" | "again" | "refused";
export type Send = (step: PlanStep, ref: string, text: string) => Promise<Fate>;

interface Waiting {
  readonly text: string;
  readonly ref: string;
}

export class PlanWriter {
  private readonly waiting = new Map<PlanStep, Waiting>();
  private readonly timers = new Map<PlanStep, ReturnType<typeof setTimeout>>();
  private readonly watching = new Set<() => void>();
  /** Nothing can be written any more: the conversation is over. */
  refused = false;

  constructor(private readonly send: Send) {}

  /** One's own words that are not kept yet; null where there are none. */
  words(step: PlanStep): string | null {
    return this.waiting.get(step)?.text ?? null;
  }

  get unsent(): boolean {
    return this.waiting.size > 0;
  }

  typed(step: PlanStep, text: string): void {
    this.waiting.set(step, { text, ref: newRef() });
    this.later(step, IDLE);
    this.changed();
  }

  /** When one leaves the box: at once. */
  left(step: PlanStep): void {
    if (this.waiting.has(step)) this.later(step, 0);
  }

  watch(changed: () => void): () => void {
    this.watching.add(changed);
    return () => this.watching.delete(changed);
  }

  private later(step: PlanStep, after: number): void {
    clearTimeout(this.timers.get(step));
    this.timers.set(step, setTimeout(() => void this.sent(step), after));
  }

  /** The same `ref` until the server has it: what is sent twice is written once. */
  private async sent(step: PlanStep): Promise<void> {
    const wanted = this.waiting.get(step);
    if (wanted === undefined) return;
    const fate = await this.send(step, wanted.ref, wanted.text);
    if (this.waiting.get(step) !== wanted) return; // typed on meanwhile
    if (fate === "again") {
      this.later(step, AGAIN);
      return;
    }
    this.refused = fate === "refused";
    this.waiting.delete(step);
    this.changed();
  }

  private changed(): void {
    for (const one of this.watching) one();
  }
}

const OVER: ReadonlySet<string> = new Set(["not_now", "not_found", "bad_payload", "unknown_event"]);

/** Whatever else stood in the way may pass. */
export function fateOf(answer: Answer<unknown>): Fate {
  if (answer.ok) return "kept";
  return OVER.has(answer.code) ? "refused" : "again";
}

/** What stands at a step, newest of all writings. */
export function entryAt(entries: readonly PlanEntry[], step: PlanStep): PlanEntry | null {
  return entries.find((one) => one.step === step) ?? null;
}

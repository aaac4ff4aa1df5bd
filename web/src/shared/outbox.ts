// Words that are written and not yet known to be kept, in the order they were written.
import type { Code } from "../contract";

/** `late`: ten seconds have gone by; it is still tried. `refused`: not tried again by itself. */
export type Fate = "sending" | "late" | "refused";

export interface Unsent {
  readonly ref: string;
  readonly conversation: string;
  readonly text: string;
  /** It may be hard to read: others open it when they want to. */
  readonly careful?: boolean;
  readonly at: string;
  readonly fate: Fate;
  readonly code: Code | null;
}

export type Outbox = readonly Unsent[];

export function written(ref: string, conversation: string, text: string, at: string): Unsent {
  return { ref, conversation, text, at, fate: "sending", code: null };
}

export function added(box: Outbox, item: Unsent): Outbox {
  return box.some((one) => one.ref === item.ref) ? box : [...box, item];
}

export function settled(box: Outbox, ref: string | null): Outbox {
  return box.some((one) => one.ref === ref) ? box.filter((one) => one.ref !== ref) : box;
}

export function late(box: Outbox, ref: string): Outbox {
  return changed(box, ref, (one) => (one.fate === "sending" ? { ...one, fate: "late" } : one));
}

export function refused(box: Outbox, ref: string, code: Code): Outbox {
  return changed(box, ref, (one) => ({ ...one, fate: "refused", code }));
}

export function again(box: Outbox, ref: string): Outbox {
  return changed(box, ref, (one) => ({ ...one, fate: "sending", code: null }));
}

/** The oldest that may still go: a refused one does not hold up those behind it. */
export function nextToSend(box: Outbox): Unsent | undefined {
  return box.find((one) => one.fate !== "refused");
}

function changed(box: Outbox, ref: string, change: (one: Unsent) => Unsent): Outbox {
  return box.map((one) => (one.ref === ref ? change(one) : one));
}

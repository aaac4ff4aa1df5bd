// What was said, by number: each line once, in order.
import type { Line, Receipt } from "../contract";
import { withoutUnsaid } from "../shared/unsaid";
import type { Unsent } from "../shared/outbox";

export type Lines = readonly Line[];

export function withLines(lines: Lines, more: readonly Line[]): Lines {
  const bySeq = new Map(lines.map((line) => [line.seq, line]));
  for (const line of more) bySeq.set(line.seq, merged(bySeq.get(line.seq), line));
  return withoutUnsaid(Array.from(bySeq.values()).sort((one, other) => one.seq - other.seq));
}

/** The last number up to which nothing is missing: from there the page asks for the rest.
 * What was said up to `from` is not ours to read.
 */
export function complete(lines: Lines, from = 0): number {
  let seq = from;
  for (const line of lines) if (line.seq === seq + 1) seq = line.seq;
  return seq;
}

export function withoutWords(lines: Lines, seq: number): Lines {
  return lines.map((line) => (line.seq === seq ? { ...line, text: "", withheld: true } : line));
}

/** Somebody of the line has spoken with them here, or sat down to. */
export function answered(lines: Lines): boolean {
  return lines.some((line) => (line.notice === null ? line.role !== "visitor" : SAT_DOWN.has(line.notice)));
}

/** What a supervisor said last of all, where they ended it. */
export function lastWords(lines: Lines): string | null {
  const [last, end] = lines.slice(-2);
  const said = end?.notice === "ended" && last?.notice === null && last.role === "moderator" && !last.withheld;
  return said ? last.text : null;
}

const SAT_DOWN: ReadonlySet<string> = new Set(["peer_joined", "transferred", "moderator_joined", "alone"]);

/** One's own words as they now stand in the conversation. */
export function ownLine(item: Unsent, { seq, at, withheld }: Receipt): Line {
  return {
    ...{ seq, at, withheld, text: item.text, ref: item.ref, careful: item.careful === true, hushed: false },
    ...{ role: "visitor", name: "", mine: true, notice: null, notes: [], unsaid: false, unsays: null },
  };
}

/** A line that comes again may have lost its words on the way to us; ours are still the ones written. */
function merged(known: Line | undefined, line: Line): Line {
  return known?.mine === true && line.text === "" && !line.unsaid ? { ...line, text: known.text } : line;
}

// The words of one conversation as this page has them: in order, each once.
import type { Line, Note, Role } from "../../contract";
import { withoutUnsaid } from "../../shared/unsaid";

export interface Transcript {
  readonly lines: readonly Line[];
  /** How far each of the others has everything. */
  readonly reached: Readonly<Partial<Record<Role, number>>>;
  /** Who writes, and until when that is believed (milliseconds). */
  readonly typing: Readonly<Record<string, number>>;
}

export const EMPTY: Transcript = { lines: [], reached: {}, typing: {} };

/** The last number before the first gap: what may be confirmed, and asked for after. */
export function contiguous(transcript: Transcript): number {
  let last = 0;
  for (const line of transcript.lines) {
    if (line.seq !== last + 1) break;
    last = line.seq;
  }
  return last;
}

export function withHeard(transcript: Transcript, heard: readonly Line[]): Transcript {
  const bySeq = new Map(transcript.lines.map((line) => [line.seq, line]));
  for (const line of heard) bySeq.set(line.seq, line);
  return {
    ...transcript,
    lines: withoutUnsaid([...bySeq.values()].sort((a, b) => a.seq - b.seq)),
    typing: without(transcript.typing, heard),
  };
}

export function withNotes(transcript: Transcript, seq: number, notes: readonly Note[]): Transcript {
  return onLine(transcript, seq, (line) => {
    const fresh = notes.filter((note) => !line.notes.some((old) => same(old, note)));
    return { ...line, notes: [...line.notes, ...fresh] };
  });
}

/** Moderators keep the words and see that they are held back; for everybody else they go. */
export function withRetracted(transcript: Transcript, seq: number, words: "kept" | "gone"): Transcript {
  return onLine(transcript, seq, (line) => ({
    ...line,
    withheld: true,
    text: words === "kept" || line.mine ? line.text : "",
  }));
}

export function withTyping(transcript: Transcript, name: string, until: number): Transcript {
  return { ...transcript, typing: { ...transcript.typing, [name]: until } };
}

export function withReached(transcript: Transcript, role: Role, seq: number): Transcript {
  const reached = Math.max(seq, transcript.reached[role] ?? 0);
  return { ...transcript, reached: { ...transcript.reached, [role]: reached } };
}

export function writersAt(transcript: Transcript, at: number): readonly string[] {
  return Object.keys(transcript.typing).filter((name) => (transcript.typing[name] ?? 0) > at);
}

function same(a: Note, b: Note): boolean {
  return a.concern === b.concern && a.start === b.start && a.end === b.end && a.reason === b.reason;
}

function onLine(transcript: Transcript, seq: number, change: (line: Line) => Line): Transcript {
  const lines = transcript.lines.map((line) => (line.seq === seq ? change(line) : line));
  return { ...transcript, lines };
}

/** Whoever has just said something no longer writes. */
function without(typing: Transcript["typing"], heard: readonly Line[]): Transcript["typing"] {
  const spoke = new Set(heard.map((line) => line.name));
  return Object.fromEntries(Object.entries(typing).filter(([name]) => !spoke.has(name)));
}

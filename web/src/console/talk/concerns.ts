// What was noticed in one message, a line for each concern: the gravest sign first, the others behind it.
import type { Note } from "../../contract";

export interface Concern {
  readonly gravest: Note;
  /** What else was noticed of it, each in its words once. */
  readonly others: readonly string[];
}

export function concernsOf(notes: readonly Note[]): readonly Concern[] {
  const graver = [...notes].sort((a, b) => b.severity - a.severity);
  return [...new Set(graver.map((note) => note.concern))].flatMap((concern) => {
    const [gravest, ...rest] = graver.filter((note) => note.concern === concern);
    if (gravest === undefined) return [];
    const others = new Set(rest.map((note) => note.reason));
    others.delete(gravest.reason);
    return [{ gravest, others: [...others] }];
  });
}

// Splits a text at the words that were noticed. Positions count characters, not UTF-16 units.
import type { Note } from "../../contract";

export interface Piece {
  readonly text: string;
  readonly noticed: boolean;
}

export function marked(text: string, notes: readonly Pick<Note, "start" | "end">[]): readonly Piece[] {
  const characters = Array.from(text);
  const noticed = characters.map((_, at) => notes.some((note) => note.start <= at && at < note.end));
  const pieces: { text: string; noticed: boolean }[] = [];
  characters.forEach((character, at) => {
    const last = pieces[pieces.length - 1];
    const here = noticed[at] ?? false;
    if (last?.noticed === here) last.text += character;
    else pieces.push({ text: character, noticed: here });
  });
  return pieces;
}

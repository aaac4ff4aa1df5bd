// What a visitor has taken back: a line of its own says which, and no page shows its words any longer.
import type { Line } from "../contract";

export function withoutUnsaid(lines: readonly Line[]): readonly Line[] {
  const taken = new Set(lines.map((line) => line.unsays).filter((seq) => seq !== null));
  if (taken.size === 0) return lines;
  return lines.map((line) => (taken.has(line.seq) ? { ...line, text: "", notes: [], unsaid: true } : line));
}

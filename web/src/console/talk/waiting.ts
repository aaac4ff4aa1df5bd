// Who waits for whose words, by what this page has heard. Pure.
import type { Line, LullCard } from "../../contract";

/** Since when the visitor has waited for an answer; null where they do not. */
export function waitingSince(lines: readonly Line[]): string | null {
  const answered = Math.max(0, ...lines.filter(answers).map((line) => line.seq));
  return lines.find((line) => asks(line) && line.seq > answered)?.at ?? null;
}

/** What the server found, unless words have come since that end it: they are here first. */
export function lasting(lull: LullCard | null, lines: readonly Line[]): LullCard | null {
  if (lull === null) return null;
  const ends = lull.visitor_waits ? answers : asks;
  const since = Date.parse(lull.since);
  return lines.some((line) => ends(line) && Date.parse(line.at) > since) ? null : lull;
}

function asks({ notice, role }: Line): boolean {
  return notice === null && role === "visitor";
}

/** What is held back never reached them. */
function answers({ notice, role, withheld }: Line): boolean {
  return notice === null && role !== "visitor" && !withheld;
}

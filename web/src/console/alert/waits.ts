// Visitors who wait for this person's answer, or for anybody's for so long that everyone must hear it. Pure.
import type { LullCard } from "../../contract";
import type { Desk } from "../desk/state";
import { onDuty } from "../duty";
import { lasting } from "../talk/waiting";
import { talkOf, type Words } from "../talk/words";
import type { Wall } from "../wall/state";

interface Pages {
  readonly desk: Desk | null;
  readonly wall: Wall | null;
}

interface Talk {
  readonly id: string;
  readonly lull: LullCard | null;
}

/** One name for each wait, and another once it is late: it rings until somebody has looked, then once more. */
export function waits({ desk, wall }: Pages): readonly string[] {
  const onDesk = desk === null ? [] : calling(desk.words, desk.view?.conversations ?? []);
  const onWall = wall === null || !onDuty(wall.duty) ? [] : calling(wall.words, Object.values(wall.conversations));
  return [...new Set([...onDesk, ...onWall])];
}

export function unseenWaits(pages: Pages & { readonly seen: readonly string[] }): readonly string[] {
  return waits(pages).filter((one) => !pages.seen.includes(one));
}

function calling(words: Words, talks: readonly Talk[]): readonly string[] {
  const found: string[] = [];
  for (const { id, lull } of talks) {
    const lasts = lull === null ? null : lasting(lull, talkOf(words, id).lines);
    if (lasts?.calls_you) found.push(`${id} ${lasts.since} ${lasts.late ? "late" : ""}`);
  }
  return found;
}

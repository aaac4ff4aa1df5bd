// The words of the card of help: those of the level first. L0 has none of its own: there those of the path are.
import type { HelpCard } from "../../contract";
import { wordsFor } from "../../shared/known";
import type { Card, Help } from "../texts";

/** `more` are the words of the path, where the level has its own. */
export interface HelpWords extends Card {
  readonly more: string;
}

export function helpWords(help: Help, { level, path }: Pick<HelpCard, "level" | "path">): HelpWords {
  const levels = [null, help.l1, help.l2, help.l3];
  const own = level < levels.length ? (levels[level] ?? null) : help.l4;
  const its = path === null ? null : wordsFor<keyof Help, Card | null>(help, path, null);
  const { title, body } = own ?? its ?? help.l1;
  return { title, body, more: own !== null && its !== null ? its.body : "" };
}

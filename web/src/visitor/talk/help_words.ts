// The words of the card of help: those of the level first. L0 has none of its own: there those of the path are.
import type { HelpCard } from "../../contract";
import type { Card, Help } from "../texts";

/** `more` are the words of the path, where the level has its own. */
export interface HelpWords extends Card {
  readonly more: string;
}

export function helpWords(help: Help, { level, path }: Pick<HelpCard, "level" | "path">): HelpWords {
  const own = [null, help.l1, help.l2, help.l3, help.l4][level] ?? null;
  const its = path === null ? null : help[path];
  const { title, body } = own ?? its ?? help.l1;
  return { title, body, more: own !== null && its !== null ? its.body : "" };
}

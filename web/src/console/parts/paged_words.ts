// What came of the pager, in words.
import type { PageCard } from "../../contract";
import { timeOfDay } from "../clock";

/** How the ways are called; push goes to browsers. */
const WAYS: Readonly<Record<string, string>> = { webhook: "webhook", mail: "e-mail", push: "push" };

/** "Paged at 03:12 by webhook: failed (500). It is tried again." */
export function pagedInWords(card: PageCard): string {
  if (card.at === null) return `Being paged by ${wayOf(card)}: no answer yet.`;
  return `Paged at ${timeOfDay(card.at)} by ${wayOf(card)}: ${outcome(card)}.${card.again ? " It is tried again." : ""}`;
}

/** "by webhook (500, at 03:12)" */
export function failureInWords(card: PageCard): string {
  const at = card.at === null ? "" : `, at ${timeOfDay(card.at)}`;
  return `by ${wayOf(card)} (${card.status}${at})`;
}

function outcome({ answered, status }: PageCard): string {
  return answered ? `answered (${status})` : `failed (${status})`;
}

function wayOf({ way }: PageCard): string {
  return WAYS[way] ?? way;
}

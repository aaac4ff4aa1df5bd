// The numbers and lines of a card, for the country that was chosen last.
import type { HelpCard } from "../../contract";
import type { LineCard, PageData } from "../data";
import { linesOf } from "../parts/numbers";

interface HelpThere {
  /** Undefined: those that this page knows. */
  readonly numbers: readonly string[] | undefined;
  readonly lines: readonly LineCard[];
}

const MOST = 4; // lines, as on a card of the server

/** Whoever has just chosen another country must not wait for its card. */
export function helpIn(card: HelpCard, region: string | null, data: PageData): HelpThere {
  if (card.country === region) return { numbers: card.emergency, lines: card.resources };
  return { numbers: undefined, lines: linesOf(data, region ?? data.own).slice(0, MOST) };
}

// Debriefs in words, and the acts of whose they are.
import type { DebriefCard } from "../../contract";
import { moment } from "../../shared/times";

export function debriefInWords(card: DebriefCard): string {
  if (card.supervisor === null || card.at === null) return `asked for on ${moment(card.asked_at)}; nobody has booked it yet`;
  return `with ${card.supervisor}, ${moment(card.at)}`;
}

// One shift of a week in few words: when, whether it is yours, and what is missing.
import type { ShiftCard } from "../../contract";
import { dayInWords, gaps, mineIn, missingInWords, timesOf } from "./words";

export interface ShiftButtonProps {
  readonly card: ShiftCard;
  readonly zone: string;
  readonly open: (card: ShiftCard) => void;
  readonly pressed?: (event: KeyboardEvent) => void;
  /** Where no heading beside it says so. */
  readonly named?: boolean;
}

export function ShiftButton({ card, zone, open, pressed, named = false }: ShiftButtonProps) {
  const missing = gaps(card);
  const mine = mineIn(card);
  const kind = missing.length > 0 ? "gap" : card.over ? "over" : "full";
  return (
    <button
      type="button"
      class={`shift-cell ${kind}${mine ? " mine" : ""}`}
      onClick={() => open(card)}
      onKeyDown={pressed}
    >
      <span class={named ? undefined : "spoken"}>{card.name}</span>
      <span class="spoken">{dayInWords(card.day)}</span>
      <span>{timesOf(card, zone)}</span>
      {mine ? <strong>You, as a {mine.role}</strong> : null}
      <span>{missing.length > 0 ? `Missing: ${missingInWords(missing)}` : card.over ? "Over" : "All there"}</span>
    </button>
  );
}

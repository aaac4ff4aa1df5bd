// Whether a break is suggested now. Pure but for what was put off in this browser.
import { signal } from "@preact/signals";
import type { BreakCard } from "../../contract";

/** Until when this person would not be reminded. Over a reload they are. */
export const putOff = signal(0);

export function later(card: BreakCard, at: number): void {
  putOff.value = at + card.snooze_minutes * 60_000;
}

/** `between`: nobody is talked with, offered or waited for. */
export function breakIsDue(card: BreakCard | null, between: boolean, at: number): card is BreakCard {
  return card !== null && between && at >= Date.parse(card.remind_at) && at >= putOff.value;
}

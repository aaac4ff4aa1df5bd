// The states of a shift in words.
import type { DutyState } from "../contract";

export const DUTY: Readonly<Record<DutyState, string>> = {
  off: "Off shift",
  ready: "Ready: visitors may be offered to you",
  offered: "A visitor is offered to you",
  talking: "In a conversation",
  hosting: "Looking after a room",
  wrap_up: "Wrapping up",
  break: "On a break",
  away: "Away: still there?",
};

export function onDuty(duty: DutyState | null): boolean {
  return duty !== null && duty !== "off";
}

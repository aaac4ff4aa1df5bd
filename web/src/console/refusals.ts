// Every refusal has a sentence; the compiler counts them.
import type { Code } from "../contract";
import { inPlain } from "../shared/known";

export const REFUSALS: Readonly<Record<Code, string>> = {
  bad_payload: "That could not be sent as it is. It may be too long or empty.",
  closed: "The line is closed at the moment.",
  full: "Too many people are waiting at the moment. Please try again in a little while.",
  graver: "Something graver has come at the same moment. Look: it still calls.",
  in_danger: "Somebody may still be in danger here, so this does not end it.",
  internal: "Something went wrong on our side. We are trying again.",
  locked: "Please show that it is you. Then it will go.",
  not_found: "This is not here any more. It may be over.",
  not_now: "This is not possible at the moment.",
  prove: "Please show again that it is you.",
  resting: "Please rest first. Somebody else is here.",
  sign_in: "Please sign in again.",
  taken: "Somebody else was faster and has taken this.",
  too_fast: "That was a little fast. It will go in a moment.",
  unfit: "They can't be brought together now.",
  unknown_event: "This page is out of date. Please load it again.",
};

export function refusal(code: Code | "no_answer"): string {
  return code === "no_answer" ? "No answer came. Please try again." : inPlain(REFUSALS, code);
}

// Why an act did not happen, in a sentence.
import type { Code } from "../contract";
import { inPlain } from "../shared/known";

export interface Trouble {
  readonly code: Code | "no_answer";
  readonly retry_after: number | null;
  readonly why: string | null;
}

const HOUR = 3600; // seconds

const SENTENCES: Readonly<Record<Trouble["code"], string>> = {
  bad_payload: "The server did not accept this.",
  closed: "The line is closed at the moment.",
  full: "There is no more room at the moment.",
  graver: "Something graver has come to this flag at the same moment. Look: it still calls.",
  in_danger: "Somebody may still be in danger. From L3 on the moderator who has claimed it ends it.",
  internal: "Something went wrong on our side. Nothing was changed.",
  locked: "The console was locked, so this was not done. Look, then try again.",
  not_found: "This is no longer there, or it is not yours.",
  not_now: "This is not possible at the moment.",
  prove: "Please show again that it is you.",
  resting: "Please rest first: somebody else is on duty.",
  sign_in: "You are signed out. Please sign in again.",
  taken: "Somebody else was faster.",
  too_fast: "That was too fast.",
  unfit: "They can't be brought together now.",
  unknown_event: "This page is out of date. Please load it again.",
  no_answer: "The server did not answer, so this may not have happened. Look, then try again.",
};

export function sentence(trouble: Trouble): string {
  const said = [inPlain(SENTENCES, trouble.code)];
  if (trouble.why !== null) said.push(trouble.why.endsWith(".") ? trouble.why : `${trouble.why}.`);
  if (trouble.retry_after !== null) said.push(`Try again in ${roughly(trouble.retry_after)}.`);
  return said.join(" ");
}

/** Seconds in words: "1 second", "40 seconds", "3 minutes", "5 hours". */
function roughly(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole >= 2 * HOUR) return `${Math.ceil(whole / HOUR)} hours`;
  if (whole >= 120) return `${Math.ceil(whole / 60)} minutes`;
  return whole === 1 ? "1 second" : `${whole} seconds`;
}

// A refusal in words. Those that only staff can meet have none here.
import type { Code } from "../contract";
import type { Refusals } from "./texts";
import { WORDS } from "./words";

export function refusal(code: Code | "no_answer"): string {
  const { refusals, trouble } = WORDS.chat;
  if (code === "no_answer") return trouble.no_answer;
  return refusals[isOurs(code, refusals) ? code : "not_now"];
}

function isOurs(code: string, refusals: Refusals): code is keyof Refusals {
  return code in refusals;
}

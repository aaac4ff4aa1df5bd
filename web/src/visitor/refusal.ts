// A refusal in words. Those that only staff can meet have none here.
import type { Code } from "../contract";
import { wordsFor } from "../shared/known";
import { WORDS } from "./words";

export function refusal(code: Code | "no_answer"): string {
  const { refusals, trouble } = WORDS.chat;
  if (code === "no_answer") return trouble.no_answer;
  return wordsFor(refusals, code, refusals.not_now);
}

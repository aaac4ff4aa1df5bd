// What can be answered to the questions about risk, and how that is said.
import type { AssessmentCard, Timeframe, Told } from "../../contract";
import type { Question } from "../service";

export interface Answers {
  readonly thoughts: Told | null;
  readonly plan: Told | null;
  readonly means: Told | null;
  readonly time: Timeframe | null;
  readonly protects: string;
}

export type Asked = Exclude<Question["about"], "protects">;

export const OPTIONS = {
  told: [
    ["yes", "Yes"],
    ["no", "No"],
    ["unclear", "Asked, not clear"],
  ],
  time: [
    ["now", "Now, or it has begun"],
    ["days", "Within two days"],
    ["later", "Later than that"],
    ["none", "No time in mind"],
    ["unclear", "Asked, not clear"],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [Told | Timeframe, string])[]>>;

export function known(card: AssessmentCard | null): Answers {
  if (card === null) return { thoughts: null, plan: null, means: null, time: null, protects: "" };
  const { thoughts, plan, means, time, protects } = card;
  return { thoughts, plan, means, time, protects };
}

/** What was answered to one question, in words. */
export function answerInWords(answer: Told | Timeframe | null): string {
  if (answer === null) return "not asked yet";
  const found = [...OPTIONS.told, ...OPTIONS.time].find(([value]) => value === answer);
  return found === undefined ? answer : found[1].toLowerCase();
}

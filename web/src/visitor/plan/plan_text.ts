// The safety plan as plain words, for a file, a QR code and the printer.
import type { PlanCard } from "../../contract";
import { lineText } from "../../shared/line_text";
import { PLAN_STEPS, type PlanWords } from "../../shared/plan_form";
import { entryAt } from "../../shared/plan_writer";
import type { PageData } from "../data";
import { countryOf, linesOf } from "../parts/numbers";

/** A step with what was written at it; steps without words are left out. */
export interface Part {
  readonly title: string;
  readonly text: string;
}

export function partsOf(words: PlanWords, plan: PlanCard | null): readonly Part[] {
  return PLAN_STEPS.map((step) => ({
    title: words.steps[step].title,
    text: (entryAt(plan?.entries ?? [], step)?.text ?? "").trim(),
  })).filter((part) => part.text !== "");
}

export function asText(title: string, parts: readonly Part[]): string {
  return [title, ...parts.map((part) => `${part.title}\n${part.text}`)].join("\n\n") + "\n";
}

const MOST = 4; // lines: more than one, and no wall of numbers

/** Emergency numbers and lines of this country, as they can be called. */
export function linesAsText(data: PageData, id: string, country = countryOf(id)): string {
  const { label = id, emergency = [] } = country ?? {};
  const numbers = emergency.length === 0 ? "" : `${label}: ${emergency.join(", ")}`;
  const lines = linesOf(data, id).map(lineText).filter((line) => line !== "");
  return [numbers, ...lines.slice(0, MOST)].filter((line) => line !== "").join("\n");
}

// What a visit begins with: the token of this tab, and what was answered in it before.
import { randomName } from "../shared/refs";
import type { PageData } from "./data";
import { keep, kept, keptAs } from "./keep";
import type { Answers } from "./state";

export function firstAnswers(data: PageData): Answers {
  const first: Answers = {
    ...{ language: data.language, region: data.region, topic: null, distress: null, wish: null, veto: null },
  };
  return { ...first, ...keptAs<Partial<Answers>>("answers", {}) };
}

/** The token of this tab: 256 random bits, never in an address. */
export function token(): string {
  const known = kept("token") ?? randomName(32);
  keep("token", known);
  return known;
}

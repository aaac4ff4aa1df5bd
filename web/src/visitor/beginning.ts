// What a visit begins with: the token of this tab, and what was answered in it before.
import { randomName } from "../shared/refs";
import type { PageData } from "./data";
import { keep, kept, keptAs } from "./keep";
import type { Answers } from "./state";

export function firstAnswers(data: PageData): Answers {
  const first: Answers = {
    ...{ language: chatLanguage(data), region: data.region, topic: null, distress: null, wish: null, veto: null },
  };
  return { ...first, ...keptAs<Partial<Answers>>("answers", {}) };
}

/** That of the page where peers chat in it; else the first that they do chat in. */
export function chatLanguage({ language, languages }: Pick<PageData, "language" | "languages">): string {
  const spoken = languages.map((one) => one.id);
  return spoken.find((id) => id.split("-")[0] === language) ?? spoken[0] ?? language;
}

/** The token of this tab: 256 random bits, never in an address. */
export function token(): string {
  const known = kept("token") ?? randomName(32);
  keep("token", known);
  return known;
}

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

/** That of the page where peers chat in it, or in another kind of it; else the first that they do chat in. */
export function chatLanguage({ language, languages }: Pick<PageData, "language" | "languages">): string {
  const spoken = languages.map((one) => one.id);
  const near = spoken.find((id) => plain(id) === plain(language));
  return spoken.find((id) => id === language) ?? near ?? spoken[0] ?? language;
}

/** "pt-BR" is Portuguese: who reads one kind can talk in another. */
function plain(code: string): string {
  return code.split("-")[0] ?? code;
}

/** The token of this tab: 256 random bits, never in an address. */
export function token(): string {
  const known = kept("token") ?? randomName(32);
  keep("token", known);
  return known;
}

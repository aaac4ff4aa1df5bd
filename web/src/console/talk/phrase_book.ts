// Phrases that staff may start from: what a team has in a language, and which of it has some words.
import type { PhraseTeam } from "../../contract";
import { ask } from "../api";

export interface Entries {
  readonly title: string;
  readonly entries: readonly string[];
}

const kept = new Map<string, readonly Entries[]>();

/** Those for the topic first. Asked once for each; an empty list where nobody answers, and asked again. */
export async function phrasesFor(team: PhraseTeam, language: string, topic: string | null): Promise<readonly Entries[]> {
  const name = `${team} ${language} ${topic ?? ""}`;
  const known = kept.get(name);
  if (known) return known;
  const answer = await ask("/api/phrases", { team, language });
  if (!answer.ok) return [];
  const theirs = (topics: readonly string[]) => topic !== null && topics.includes(topic);
  const groups = answer.body.groups;
  const sorted = [...groups.filter((one) => theirs(one.topics)), ...groups.filter((one) => !theirs(one.topics))];
  const found = sorted.map((one) => ({ title: one.title, entries: one.phrases }));
  kept.set(name, found);
  return found;
}

/** Only what has each word of the question, in itself or in its heading. Letters count without their marks. */
export function withWords(groups: readonly Entries[], question: string): readonly Entries[] {
  const words = plain(question).split(" ").filter((word) => word !== "");
  const fits = (title: string, entry: string) => words.every((word) => plain(`${title} ${entry}`).includes(word));
  return groups
    .map(({ title, entries }) => ({ title, entries: entries.filter((entry) => fits(title, entry)) }))
    .filter(({ entries }) => entries.length > 0);
}

/** Whether a "/" just written at this place asks for a phrase: it begins a word. */
export function asksForPhrase(text: string, caret: number): boolean {
  return text[caret - 1] === "/" && (caret === 1 || /\s/.test(text[caret - 2] ?? ""));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

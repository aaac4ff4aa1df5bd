// What is written and not sent, by conversation. It survives a switch and a reload, not a sign-out.
import { signal } from "@preact/signals";

const STORED = "warmline.drafts";

export const drafts = signal<Readonly<Record<string, string>>>(read());

export function setDraft(conversation: string, text: string): void {
  const others = Object.entries(drafts.value).filter(([id]) => id !== conversation);
  keep(Object.fromEntries(text === "" ? others : [...others, [conversation, text]]));
}

/** Put something in where the box may hold words already. */
export function addToDraft(conversation: string, text: string): void {
  const before = drafts.value[conversation] ?? "";
  setDraft(conversation, before === "" ? text : `${before.trimEnd()}\n${text}`);
}

export function forgetDrafts(): void {
  keep({});
}

function keep(all: Readonly<Record<string, string>>): void {
  drafts.value = all;
  sessionStorage.setItem(STORED, JSON.stringify(all));
}

function read(): Readonly<Record<string, string>> {
  if (typeof sessionStorage === "undefined") return {};
  const stored = sessionStorage.getItem(STORED);
  return stored === null ? {} : (JSON.parse(stored) as Readonly<Record<string, string>>);
}

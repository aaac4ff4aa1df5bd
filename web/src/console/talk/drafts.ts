// What is written and not sent, by conversation. It survives a switch and a reload, not a sign-out.
import { effect, signal } from "@preact/signals";
import { locked } from "../locked";

const STORED = "warmline.drafts";

export const drafts = signal<Readonly<Record<string, string>>>(read());

// Behind a lock it is in the memory of the page alone, where nobody reads it in passing.
effect(() => {
  if (typeof sessionStorage === "undefined") return;
  if (locked.value) sessionStorage.removeItem(STORED);
  else sessionStorage.setItem(STORED, JSON.stringify(drafts.value));
});

export function setDraft(conversation: string, text: string): void {
  if (text === "") forgetDraft(conversation);
  else putDraft(conversation, text);
}

/** Also where there are no words in it: that they were taken away is not sent yet. */
export function putDraft(name: string, text: string): void {
  drafts.value = { ...drafts.value, [name]: text };
}

export function forgetDraft(name: string): void {
  drafts.value = Object.fromEntries(Object.entries(drafts.value).filter(([id]) => id !== name));
}

/** Put something in where the box may hold words already. */
export function addToDraft(conversation: string, text: string): void {
  const before = drafts.value[conversation] ?? "";
  setDraft(conversation, before === "" ? text : `${before.trimEnd()}\n${text}`);
}

export function forgetDrafts(): void {
  drafts.value = {};
}


function read(): Readonly<Record<string, string>> {
  if (typeof sessionStorage === "undefined") return {};
  const stored = sessionStorage.getItem(STORED);
  return stored === null ? {} : (JSON.parse(stored) as Readonly<Record<string, string>>);
}

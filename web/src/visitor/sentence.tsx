// Sentences of config/texts: `{name}` in them is a place for a word, a number or an element.
import type { ComponentChild } from "preact";
import type { Plural } from "./texts";

export type Parts = Readonly<Record<string, string | number>>;

export function filled(sentence: string, parts: Parts): string {
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(parts[name] ?? place));
}

/** The form of this number in a language; `other` where the language or the browser knows no better. */
export function counted(forms: Plural, n: number, parts: Parts = {}, language = pageLanguage()): string {
  return filled(forms[category(n, language)] ?? forms.other, { n, ...parts });
}

/** A sentence with elements in it. */
export function With({ sentence, parts }: { readonly sentence: string; readonly parts: Readonly<Record<string, ComponentChild>> }) {
  return <>{sentence.split(/\{(\w+)\}/).map((piece, index) => (index % 2 === 1 ? (parts[piece] ?? `{${piece}}`) : piece))}</>;
}

export function pageLanguage(): string {
  return document.documentElement.lang;
}

function category(n: number, language: string): keyof Plural {
  // Browsers of 2019 without it read the most common form; one alone is the same in most languages.
  if (!("PluralRules" in Intl)) return n === 1 ? "one" : "other";
  // eslint-disable-next-line compat/compat -- asked for in the line above
  return new Intl.PluralRules(language).select(n);
}

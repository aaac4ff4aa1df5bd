// In which country lines are looked for: the visitor's own, until somebody chooses another for this conversation.
import { signal } from "@preact/signals";
import type { ChosenCountry } from "../../contract";

export interface Looking {
  /** The conversation. What is chosen for one is never taken for another. */
  readonly about: string;
  readonly country: ChosenCountry | null;
  readonly language: string;
}

export const ANY = ""; // no country

const elsewhere = signal<Readonly<Record<string, string>>>({});

export function countryOf({ about, country }: Omit<Looking, "language">): string {
  return elsewhere.value[about] ?? country?.code ?? ANY;
}

export function lookIn(about: string, country: string): void {
  elsewhere.value = { ...elsewhere.value, [about]: country };
}

/** In a conversation of the desk or of the wall. */
export function lookingOf(talk: { readonly id: string; readonly country: ChosenCountry | null; readonly language: string }): Looking {
  return { about: talk.id, country: talk.country, language: talk.language };
}

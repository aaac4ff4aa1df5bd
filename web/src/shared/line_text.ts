// A helpline as plain words that are read in any language: in a message, and in a safety plan.
import type { Contact, ResourceCard } from "../contract";

/** In place of a country, of lines for people in any of them (config/resources.py). */
export const ANYWHERE = "ZZ";

/** "Shout: SHOUT → 85258". Nothing of one that can't be reached by number or address. */
export function lineText({ name, contacts }: Pick<ResourceCard, "name" | "contacts">): string {
  const places = contacts.map(placeOf).filter((place) => place !== "");
  return places.length === 0 ? "" : `${name}: ${places.join(", ")}`;
}

function placeOf({ dial, url, keyword }: Contact): string {
  const place = dial ?? url ?? "";
  return keyword === null ? place : `${keyword} → ${place}`;
}

/** Those of a country, then those for people anywhere. */
export function inCountry<Card extends Pick<ResourceCard, "country">>(cards: readonly Card[], country: string): readonly Card[] {
  const of = (code: string) => cards.filter((one) => one.country === code);
  return [...of(country), ...of(ANYWHERE)];
}

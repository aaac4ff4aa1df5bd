// The country that a visitor chose, and from L3 on what is dialled there.
import type { ChosenCountry } from "../../contract";
import { countryName } from "../talk/resource_text";

/** From here on help may have to be sent, as the server has it (server/services/risk/cards.py). */
export const PINNED_FROM = 3;

const NONE = "no country chosen";
const UNKNOWN = "The emergency number is that of the country where they are: no country was chosen. Ask them.";
const UNLISTED = "No emergency number is known for the country that they chose. Ask where they are.";

export function countryInWords(country: ChosenCountry | null): string {
  return country === null ? NONE : `chose ${countryName(country.code)}`;
}

interface EmergencyProps {
  readonly country: ChosenCountry | null;
  readonly level: number;
}

/** In front of whoever may have to send help; what was chosen need not be where they are. */
export function EmergencyThere({ country, level }: EmergencyProps) {
  if (level < PINNED_FROM) return null;
  if (country === null) return <p class="emergency">{UNKNOWN}</p>;
  const [first, ...others] = country.emergency;
  if (first === undefined) return <p class="emergency">{UNLISTED}</p>;
  return (
    <p class="emergency">
      Emergency number in {countryName(country.code)}: <strong>{first}</strong>
      {others.length === 0 ? "" : `, also ${others.join(", ")}`}.
      {country.by_text === null ? null : (
        <span class="small">
          {" "}
          By text: <strong>{country.by_text.number}</strong>. {country.by_text.how}
        </span>
      )}
    </p>
  );
}

/** A sentence of config/ladder.toml with the number in it, where a country was chosen. */
export function withEmergency(words: string, country: ChosenCountry | null): string {
  const number = country?.emergency[0];
  return words.replaceAll("{emergency}", number === undefined ? "the emergency number" : `the emergency number (${number})`);
}

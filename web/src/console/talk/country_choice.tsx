// In which country lines are looked for in this conversation.
import { Choice } from "../parts/field";
import type { Service } from "../service";
import { ANY, countryOf, lookIn, type Looking } from "./looking";

export interface CountryChoiceProps {
  readonly service: Service;
  readonly looking: Looking;
}

export function CountryChoice({ service, looking }: CountryChoiceProps) {
  const countries = service.countries.map(({ id, label }) => [id, label] as const);
  return (
    <Choice
      label="Country"
      value={countryOf(looking)}
      options={[[ANY, "any"], ...countries]}
      change={(country) => lookIn(looking.about, country)}
    />
  );
}

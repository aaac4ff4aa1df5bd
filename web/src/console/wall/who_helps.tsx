// Who is to help: the emergency services, or a service of the directory.
import type { WallConversation } from "../../contract";
import { Radios } from "../parts/radios";
import type { Service } from "../service";
import { Directory } from "../talk/directory";
import { lookingOf } from "../talk/looking";
import { countryName } from "../talk/resource_text";
import type { WallSession } from "./session";

/** Null: a service of the directory is still to be chosen. */
export type Chosen = { readonly id: string; readonly name: string } | null;

export interface WhoHelpsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
}

const EMERGENCY = "emergency";
export function WhoHelps({ card, session, service, chosen, choose }: WhoHelpsProps) {
  const ways = [
    [EMERGENCY, `Emergency services: you call ${numberOf(card)}`],
    ["directory", "A service of the directory"],
  ] as const;
  const whom = chosen?.id === EMERGENCY ? EMERGENCY : "directory";
  const change = (way: (typeof ways)[number][0]) => choose(way === EMERGENCY ? { id: EMERGENCY, name: "" } : null);
  return (
    <>
      <Radios legend="Who is to help" options={ways} value={whom} change={change} />
      {whom === EMERGENCY ? null : (
        <>
          <Directory
            service={service}
            looking={lookingOf(card)}
            find={(asked) => session.link.ask("find_resources", asked)}
            choose={choose}
            chooseLabel="Choose"
            chosen={chosen?.id ?? null}
          />
          <p role="status">{chosen === null ? "Choose a service first." : `Chosen: ${chosen.name}.`}</p>
        </>
      )}
    </>
  );
}

function numberOf({ country }: WallConversation): string {
  const number = country?.emergency[0];
  if (country === null || number === undefined) return "the number of where they are. Ask them: no country was chosen";
  return `the number of where they are: ${number} in ${countryName(country.code)}, which they chose`;
}

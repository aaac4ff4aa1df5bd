// Who is to help: the emergency services, or a service of the directory.
import { Radios } from "../parts/radios";
import type { Service } from "../service";
import { Directory } from "../talk/directory";
import type { WallSession } from "./session";

/** Null: a service of the directory is still to be chosen. */
export type Chosen = { readonly id: string; readonly name: string } | null;

export interface WhoHelpsProps {
  readonly session: WallSession;
  readonly service: Service;
  readonly chosen: Chosen;
  readonly choose: (chosen: Chosen) => void;
}

const EMERGENCY = "emergency";
const WAYS = [
  [EMERGENCY, "Emergency services: you call the number of where they are"],
  ["directory", "A service of the directory"],
] as const;

export function WhoHelps({ session, service, chosen, choose }: WhoHelpsProps) {
  const whom = chosen?.id === EMERGENCY ? EMERGENCY : "directory";
  const change = (way: (typeof WAYS)[number][0]) => choose(way === EMERGENCY ? { id: EMERGENCY, name: "" } : null);
  return (
    <>
      <Radios legend="Who is to help" options={WAYS} value={whom} change={change} />
      {whom === EMERGENCY ? null : (
        <>
          <Directory
            service={service}
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

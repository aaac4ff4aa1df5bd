// What to look for among the conversations that have ended, and the way to older ones.
import { useEffect, useState } from "preact/hooks";
import type { ClosedCard } from "../../contract";
import { Choice } from "../parts/field";
import { hashOf, type Looking, lookingOf, OUTCOMES, REFERRALS } from "./looking";

type Options = readonly (readonly [value: string, label: string])[];

const LEVELS: Options = [["0", "any"], ["1", "L1 and above"], ["2", "L2 and above"], ["3", "L3 and above"], ["4", "L4"]];
const SIGNED: Options = [["", "any"], ["true", "L3 and L4, signed off by nobody"]];
const FLAGS: Options = [["", "any"], ...OUTCOMES.map(named)];
const REFERRED: Options = [["", "any or none"], ["any", "any"], ...REFERRALS.map(named)];

/** What the address asks for, and how to ask for something else. */
export function useLooking(): readonly [Looking, (wanted: Looking) => void] {
  const [looking, setLooking] = useState(() => lookingOf(location.hash));
  useEffect(() => {
    const read = () => setLooking(lookingOf(location.hash));
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, []);
  const change = (wanted: Looking) => {
    history.pushState(null, "", hashOf(wanted));
    setLooking(wanted);
  };
  return [looking, change];
}

export interface LookingProps {
  readonly looking: Looking;
  readonly change: (wanted: Looking) => void;
}

/** With another filter one begins at the newest again. */
export function LookingBar({ looking, change }: LookingProps) {
  const with_ = (name: keyof Looking, value: string) => {
    const wanted = lookingOf(`?${new URLSearchParams({ [name]: value })}`);
    change({ ...looking, before: "", after: "", [name]: wanted[name] });
  };
  return (
    <div class="filters">
      <Choice label="Highest risk" value={String(looking.level)} options={LEVELS} change={(one) => with_("level", one)} />
      <Choice label="A flag was" value={looking.outcome} options={FLAGS} change={(one) => with_("outcome", one)} />
      <Choice label="Referral" value={looking.referral} options={REFERRED} change={(one) => with_("referral", one)} />
      <Choice label="Signed off" value={looking.unsigned ? "true" : ""} options={SIGNED} change={(one) => with_("unsigned", one)} />
    </div>
  );
}

export interface PagesProps extends LookingProps {
  readonly closed: readonly ClosedCard[];
  readonly more: boolean;
}

export function Pages({ looking, change, closed, more }: PagesProps) {
  const last = closed[closed.length - 1];
  return (
    <p class="row">
      {looking.before === "" ? null : (
        <button type="button" onClick={() => change({ ...looking, before: "", after: "" })}>
          Newest
        </button>
      )}
      {more && last !== undefined ? (
        <button type="button" onClick={() => change({ ...looking, before: last.closed_at, after: last.id })}>
          Older
        </button>
      ) : null}
    </p>
  );
}

function named(one: string): readonly [string, string] {
  return [one, one.replaceAll("_", " ")];
}

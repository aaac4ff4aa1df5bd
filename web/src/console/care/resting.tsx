// Nobody new comes for a while: until when, and why.
import type { RestCard, RestReason } from "../../contract";
import { inPlain } from "../../shared/known";
import { moment, clock } from "../../shared/times";

const WHY: Readonly<Record<RestReason, string>> = {
  cool_down: "You have had a hard conversation. Have some water, move a little, talk to somebody.",
  week_cap: "You have carried a lot this week. That is enough for now.",
};

const TODAY = 12 * 3600 * 1000; // milliseconds: within them the time of day is enough

export function Resting({ rest }: { readonly rest: RestCard | null }) {
  if (rest === null) return null;
  const near = Date.parse(rest.until) - Date.now() < TODAY;
  return (
    <p role="status" class="resting">
      <strong>Nobody new is brought to you until {near ? clock(rest.until) : moment(rest.until)}.</strong> {inPlain(WHY, rest.reason)}
    </p>
  );
}

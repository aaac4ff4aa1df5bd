// A moderator who has carried much, or was long at work, reads so on the wall: a rest comes first, but never before danger.
import { clock, moment } from "../../shared/times";
import { TakeABreak } from "../care/take_a_break";
import { useMeter } from "../care/use_meter";

const TODAY = 12 * 3600 * 1000; // milliseconds: within them the time of day is enough

export interface WallRestProps {
  readonly on: boolean;
  readonly moderators: readonly string[];
  /** Something waits for this moderator, or they are in a conversation. */
  readonly busy: boolean;
  readonly goOff: () => void;
}

export function WallRest({ on, moderators, busy, goOff }: WallRestProps) {
  const meter = useMeter();
  const rest = meter?.rest ?? null;
  if (rest === null) {
    return (
      <TakeABreak card={meter?.at_work ?? null} between={on && !busy}>
        <p class="grow">{moderators.length > 1 ? RELIEVED : ALONE}</p>
        {moderators.length > 1 ? (
          <button type="button" onClick={goOff}>
            Go off duty for a while
          </button>
        ) : null}
      </TakeABreak>
    );
  }
  const until = Date.parse(rest.until) - Date.now() < TODAY ? clock(rest.until) : moment(rest.until);
  return (
    <p role="status" class="resting">
      <strong>You have carried a lot: please rest until {until}.</strong> {meaning(on, moderators.length > 1)} Have some
      water, move a little, talk to somebody.
    </p>
  );
}

const RELIEVED = "Others are on duty: you can go off duty, and come back.";
const ALONE = "Nobody else is on duty: ask somebody to take over for a while.";

/** `others`: besides oneself, where one is on duty. */
function meaning(on: boolean, others: boolean): string {
  if (!on) return "Before that you can go on duty only if nobody else is, or a flag calls everybody.";
  if (others) return "Others are on duty, and flags call them first. You can go off duty now.";
  return "Nobody else is on duty, so flags call you all the same. Please ask somebody to take over.";
}

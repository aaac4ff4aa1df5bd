// A moderator who has carried much reads so on the wall: a rest comes first, but never before danger.
import { useEffect } from "preact/hooks";
import { clock, moment } from "../../shared/times";
import { useAsked } from "../care/use_asked";

const EVERY = 300_000; // milliseconds between two looks at one's own meter
const TODAY = 12 * 3600 * 1000; // milliseconds: within them the time of day is enough

export interface WallRestProps {
  readonly on: boolean;
  readonly moderators: readonly string[];
}

export function WallRest({ on, moderators }: WallRestProps) {
  const { body, again } = useAsked("/api/meter", {});
  useEffect(() => {
    const timer = setInterval(() => void again(), EVERY);
    return () => clearInterval(timer);
  }, []);
  const rest = body?.rest ?? null;
  if (rest === null) return null;
  const until = Date.parse(rest.until) - Date.now() < TODAY ? clock(rest.until) : moment(rest.until);
  return (
    <p role="status" class="resting">
      <strong>You have carried a lot: please rest until {until}.</strong> {meaning(on, moderators.length > 1)} Have some
      water, move a little, talk to somebody.
    </p>
  );
}

/** `others`: besides oneself, where one is on duty. */
function meaning(on: boolean, others: boolean): string {
  if (!on) return "Before that you can go on duty only if nobody else is, or a flag calls everybody.";
  if (others) return "Others are on duty, and flags call them first. You can go off duty now.";
  return "Nobody else is on duty, so flags call you all the same. Please ask somebody to take over.";
}

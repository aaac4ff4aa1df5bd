// A moderator who has carried much reads so on the wall: they are called last, never not at all.
import { useEffect } from "preact/hooks";
import { clock, moment } from "../../shared/times";
import { useAsked } from "../care/use_asked";

const EVERY = 300_000; // milliseconds between two looks at one's own meter
const TODAY = 12 * 3600 * 1000; // milliseconds: within them the time of day is enough

export function WallRest() {
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
      <strong>You have carried a lot: please rest until {until}, if somebody else is here.</strong> Flags call the others
      first, and you where nobody else is. Have some water, move a little, talk to somebody.
    </p>
  );
}

// Flags, worst first.
import { useMemo } from "preact/hooks";
import { URGENT, worstFirst } from "./order";
import type { Ask } from "./asked";
import { FlagItem, type FlagItemProps } from "./flag_item";
import type { WallSession } from "./session";

export interface FlagsProps {
  readonly session: WallSession;
  readonly ask: Ask;
}

export function Flags({ session, ask }: FlagsProps) {
  const wall = session.wall.value;
  const flags = worstFirst(Object.values(wall.flags)).filter((flag) => flag.state !== "resolved");
  const urgent = flags.filter((flag) => flag.level >= URGENT).length;
  return (
    <section aria-labelledby="flags">
      <h2 id="flags">
        Flags <span class="quiet small">{countOf(flags.length, urgent)}</span>
      </h2>
      <ol class="flags">
        {flags.map((flag) => (
          <Still key={flag.id} flag={flag} current={flag.conversation === wall.chosen} session={session} ask={ask} />
        ))}
      </ol>
    </section>
  );
}

/** Drawn again only where its flag has changed: on a large wall the others stay as they are. */
function Still(props: FlagItemProps) {
  return useMemo(() => <FlagItem {...props} />, [props.flag, props.current]);
}

function countOf(all: number, urgent: number): string {
  if (all === 0) return "nothing to look at";
  return urgent === 0 ? `${all} open` : `${all} open, ${urgent} urgent`;
}

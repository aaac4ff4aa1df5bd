// The right half while nothing is open in it: what waits for this moderator, who is there too, and the keys.
import { Fragment } from "preact";
import { onDuty } from "../duty";
import { WALL_KEYS } from "../house/key_list";
import { letters } from "../parts/keys";
import type { Need } from "./needs";
import { NeedsList } from "./needs_list";
import type { WallSession } from "./session";

const MOST = 8; // the flags beside it show them all

export interface AtHandProps {
  readonly session: WallSession;
  readonly needs: readonly Need[];
}

export function AtHand({ session, needs }: AtHandProps) {
  const { health, duty } = session.wall.value;
  return (
    <section class="wall-pane" aria-labelledby="at-hand">
      <h2 id="at-hand">What waits for you</h2>
      {needs.length === 0 ? <p>Nothing waits for you.</p> : null}
      <NeedsList needs={needs.slice(0, MOST)} session={session} />
      {needs.length > MOST ? <p class="quiet small">And {needs.length - MOST} more.</p> : null}
      {health !== null && onDuty(duty) ? <p class="quiet">{companyOf(health.moderators.length - 1)}</p> : null}
      <p class="quiet">Open a flag or a conversation to see it here.</p>
      {letters.value ? <Keys /> : null}
    </section>
  );
}

/** Their names stand in the state of the line. */
function companyOf(others: number): string {
  if (others < 1) return "You are the only moderator on duty: do not go before somebody has come.";
  return others === 1 ? "One more moderator is on duty." : `${others} more moderators are on duty.`;
}

function Keys() {
  return (
    <dl class="facts small">
      {WALL_KEYS.map(([keys, does]) => (
        <Fragment key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{does}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

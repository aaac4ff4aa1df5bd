// The moderator's page: what needs a look on one side, the conversation in question on the other.
import { useState } from "preact/hooks";
import { BreakRoomPart } from "../desk/break_room";
import { onDuty } from "../duty";
import { AskedToTakeOver } from "../parts/asked_to";
import { Elsewhere } from "../parts/elsewhere";
import { LineLost } from "../parts/line_lost";
import { Offline } from "../parts/offline";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import { Late } from "../shifts/late";
import { Alarms } from "./alarms";
import { type Ask, Asked, type Asking } from "./asked";
import { AtHand } from "./at_hand";
import { Conversations } from "./conversations";
import { Flags } from "./flags";
import { Line } from "./line";
import { Pane } from "./pane";
import { Peers } from "./peers";
import type { WallSession } from "./session";
import type { Need } from "./needs";
import { useNeeds } from "./needs_list";
import { UndoBar } from "./undo_bar";
import { useWallKeys } from "./wall_keys";
import { WallRest } from "./wall_rest";

export interface WallPageProps {
  readonly session: WallSession;
  readonly service: Service;
}

export function WallPage({ session, service }: WallPageProps) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const ask = (what: Asking) => {
    session.apply({ kind: "trouble", trouble: null }); // it belongs to an earlier act
    setAsking(what);
  };
  const wall = session.wall.value;
  const needs = useNeeds(session);
  useWallKeys(session, ask);
  const chosen = wall.chosen === null ? undefined : wall.conversations[wall.chosen];
  return (
    <Elsewhere state={wall.link} connect={() => session.link.connect()}>
      <main class={wall.chosen === null ? "wall" : "wall with-pane"} id="main">
        <h1 class="spoken">Wall</h1>
        <Alarms session={session} />
        <UndoBar session={session} />
        <TroubleNote trouble={wall.trouble} dismiss={() => session.apply({ kind: "trouble", trouble: null })} />
        <List session={session} service={service} ask={ask} needs={needs} />
        {wall.chosen === null ? (
          <AtHand session={session} needs={needs} />
        ) : (
          <Pane key={wall.chosen} card={chosen} session={session} service={service} ask={ask} />
        )}
        {asking === null ? null : (
          <Asked asking={asking} session={session} service={service} close={() => setAsking(null)} />
        )}
      </main>
    </Elsewhere>
  );
}

interface ListProps extends WallPageProps {
  readonly ask: Ask;
  readonly needs: readonly Need[];
}

function List({ session, service, ask, needs }: ListProps) {
  const wall = session.wall.value;
  return (
    <div class="wall-list">
      <Offline state={wall.link} means="What you see here may be out of date, and new flags do not reach you." />
      <LineLost place="wall" />
      <Line session={session} service={service} ask={ask} />
      <AskedToTakeOver
        asked={wall.asked}
        service={service}
        answer={(body) => session.act("answer_transfer", body)}
      />
      <WallRest
        key={wall.duty}
        on={onDuty(wall.duty)}
        moderators={wall.health?.moderators ?? []}
        busy={needs.length > 0 || wall.asked !== null || wall.alarms.length > 0}
        goOff={() => ask({ what: "go_off" })}
      />
      <Late />
      <Flags session={session} ask={ask} />
      <Conversations session={session} service={service} />
      <Peers session={session} service={service} />
      {onDuty(wall.duty) ? <BreakRoomPart /> : null}
    </div>
  );
}

// What a moderator can do with a conversation. Reading and joining are different acts.
import { useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Act } from "../parts/act";
import { Question } from "../parts/question";
import type { Service } from "../service";
import type { Ask } from "./asked";
import { ReferralActs } from "./referral_acts";
import type { WallSession } from "./session";

export interface PaneActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly ask: Ask;
}

export function PaneActs({ card, session, service, ask }: PaneActsProps) {
  if (card.kind === "room") return <RoomPaneActs card={card} session={session} ask={ask} />;
  return (
    <div class="row pane-acts">
      <Looking card={card} session={session} ask={ask} />
      <button type="button" aria-keyshortcuts="e" onClick={() => ask({ what: "level", card })}>
        Change level
      </button>
      <ReferralActs card={card} service={service} ask={ask} />
      {card.joined && card.state === "talking" ? (
        <button type="button" onClick={() => ask({ what: "transfer", card })}>
          Hand to somebody else
        </button>
      ) : null}
      <button type="button" onClick={() => ask({ what: "end", card })}>
        End conversation
      </button>
    </div>
  );
}

/** What concerns one of its visitors is done with their own conversation. */
function RoomPaneActs({ card, session, ask }: LookingProps) {
  const [sure, setSure] = useState(false);
  return (
    <div class="row pane-acts">
      <Looking card={card} session={session} ask={ask} />
      <button type="button" onClick={() => setSure(true)}>
        Close the room
      </button>
      {sure ? (
        <Question
          title="Close this room?"
          yes="Close the room"
          grave
          run={() => session.act("close_room", { room: card.id })}
          trouble={session.wall.value.trouble}
          close={() => setSure(false)}
        >
          <p>Everybody in it is told that it is closed. Who talks with one of its peers alone goes on with that.</p>
        </Question>
      ) : null}
    </div>
  );
}

type LookingProps = Omit<PaneActsProps, "service">;

function Looking({ card, session, ask }: LookingProps) {
  const stepBack = () => session.act("step_back", { conversation: card.id });
  return (
    <>
      {card.reading || card.joined ? null : (
        <Act run={() => session.look("read", card.id)} class="primary">
          Read along
        </Act>
      )}
      {card.joined ? null : (
        <button type="button" onClick={() => ask({ what: "join", card })}>
          Join
        </button>
      )}
      {card.reading || card.joined ? (
        <Act run={stepBack}>{card.joined ? "Leave the conversation" : "Stop reading"}</Act>
      ) : null}
    </>
  );
}

// What a moderator can do with a conversation. Reading and joining are different acts.
import type { WallConversation } from "../../contract";
import { Act } from "../parts/act";
import type { Service } from "../service";
import type { Ask } from "./asked";
import { LeadActs } from "./lead_acts";
import { ReferralActs, stepDue } from "./referral_acts";
import { RoomPaneActs } from "./room_pane";
import type { WallSession } from "./session";
import { StopActs } from "./stop_acts";

export interface PaneActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly ask: Ask;
}

export function PaneActs({ card, session, service, ask }: PaneActsProps) {
  if (card.kind === "room") {
    return (
      <RoomPaneActs card={card} session={session}>
        <Looking card={card} session={session} ask={ask} />
      </RoomPaneActs>
    );
  }
  return (
    <div class="pane-acts">
      <div class="row">
        <Looking card={card} session={session} ask={ask} />
        <LeadActs card={card} session={session} />
        <ReferralActs card={card} session={session} service={service} ask={ask} />
      </div>
      <Seldom card={card} session={session} ask={ask} />
    </div>
  );
}

function Seldom({ card, session, ask }: LookingProps) {
  return (
    <div class="row seldom">
      <button type="button" aria-keyshortcuts="e" onClick={() => ask({ what: "level", card })}>
        Change level
      </button>
      {card.joined && card.state === "talking" ? (
        <button type="button" onClick={() => ask({ what: "transfer", card })}>
          Hand to somebody else
        </button>
      ) : null}
      {card.state === "waiting" || card.state === "offered" ? (
        <button type="button" onClick={() => ask({ what: "give", card })}>
          Offer to a peer
        </button>
      ) : null}
      <StopActs card={card} session={session} ask={ask} />
    </div>
  );
}

type LookingProps = Omit<PaneActsProps, "service">;

function Looking({ card, session, ask }: LookingProps) {
  const stepBack = () => session.act("step_back", { conversation: card.id });
  return (
    <>
      {card.reading || card.joined ? null : (
        <Act run={() => session.look("read", card.id)} class={stepDue(card) ? "" : "primary"}>
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

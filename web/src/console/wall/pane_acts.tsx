// What a moderator can do with a conversation. Reading and joining are different acts.
import type { WallConversation } from "../../contract";
import { Act } from "../parts/act";
import type { Ask } from "./asked";
import { ReferralActs } from "./referral_acts";
import type { WallSession } from "./session";

export interface PaneActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly ask: Ask;
}

export function PaneActs({ card, session, ask }: PaneActsProps) {
  return (
    <div class="row pane-acts">
      <Looking card={card} session={session} ask={ask} />
      <button type="button" aria-keyshortcuts="e" onClick={() => ask({ what: "level", card })}>
        Change level
      </button>
      <ReferralActs card={card} ask={ask} />
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

function Looking({ card, session, ask }: PaneActsProps) {
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

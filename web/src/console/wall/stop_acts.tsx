// Stopping somebody. From L2 on nobody is muted or shut out, and only who speaks with them ends it.
import type { WallConversation } from "../../contract";
import { Act } from "../parts/act";
import type { Ask } from "./asked";
import type { WallSession } from "./session";
import { hears } from "./state";

export interface StopActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly ask: Ask;
}

const NEVER_FROM = 2;

export function StopActs({ card, session, ask }: StopActsProps) {
  const safe = card.level < NEVER_FROM;
  const muted = card.company.some((one) => one.role === "visitor" && one.standing === "muted");
  const endReading = () => session.act("answer_learner", { conversation: card.id, accept: false });
  const mute = () => session.act("mute_visitor", { conversation: card.id, on: !muted });
  const pause = () => session.act("pause_talk", { conversation: card.id, on: card.held_until === null });
  return (
    <>
      {card.state === "talking" && (safe || muted) ? (
        <Act run={mute}>{muted ? "Let the visitor write again" : "Mute the visitor"}</Act>
      ) : null}
      {card.state === "talking" && hears(card) && (safe || card.held_until !== null) ? (
        <Act run={pause}>{card.held_until === null ? "Pause for a moment" : "Let it go on"}</Act>
      ) : null}
      {card.learner === null ? null : <Act run={endReading}>End reading along</Act>}
      {card.state === "talking" && card.company.some((one) => one.role === "peer") ? (
        <button type="button" onClick={() => ask({ what: "hold", card })}>
          Put the peer on hold
        </button>
      ) : null}
      {card.joined || (card.reading && safe) ? (
        <button type="button" onClick={() => ask({ what: "end", card })}>
          End conversation
        </button>
      ) : null}
      {safe ? (
        <button type="button" onClick={() => ask({ what: "block", card })}>
          End and block
        </button>
      ) : null}
    </>
  );
}

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

export function StopActs(props: StopActsProps) {
  const { card, session, ask } = props;
  const safe = card.level < NEVER_FROM;
  const endReading = () => session.act("answer_learner", { conversation: card.id, accept: false });
  return (
    <>
      {card.state === "talking" ? <WhileTalking {...props} safe={safe} /> : null}
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

interface WhileTalkingProps extends StopActsProps {
  readonly safe: boolean;
}

/** What has begun can be taken back at every level. */
function WhileTalking({ card, session, safe }: WhileTalkingProps) {
  const muted = card.company.some((one) => one.role === "visitor" && one.standing === "muted");
  const paused = card.held_until !== null;
  const mute = () => session.act("mute_visitor", { conversation: card.id, on: !muted });
  const pause = () => session.act("pause_talk", { conversation: card.id, on: !paused });
  return (
    <>
      {safe || muted ? <Act run={mute}>{muted ? "Let the visitor write again" : "Mute the visitor"}</Act> : null}
      {hears(card) && (safe || paused) ? <Act run={pause}>{paused ? "Let it go on" : "Pause for a moment"}</Act> : null}
    </>
  );
}

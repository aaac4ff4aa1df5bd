// Acts that everybody in the conversation notices are asked about once.
import type { WallConversation } from "../../contract";
import { Question } from "../parts/question";
import type { WallSession } from "./session";

export interface ConfirmProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly close: () => void;
}

export function JoinIt({ card, session, close }: ConfirmProps) {
  const { trouble } = session.wall.value;
  const join = () => session.look("join", card.id);
  return (
    <Question title="Join this conversation?" yes="Join" run={join} trouble={trouble} close={close}>
      <p>{card.pseudonym} and the peer are told that a moderator has joined. You can then write to both.</p>
    </Question>
  );
}

export function EndIt({ card, session, close }: ConfirmProps) {
  const { trouble } = session.wall.value;
  const end = () => session.act("end", { conversation: card.id });
  return (
    <Question title="End this conversation?" yes="End it" grave run={end} trouble={trouble} close={close}>
      <p>It ends at once for {card.pseudonym} and everybody in it. This cannot be taken back.</p>
    </Question>
  );
}

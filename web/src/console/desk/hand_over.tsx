// Asking a peer or a moderator who is here to go on with one of this peer's visitors.
import type { DeskConversation } from "../../contract";
import { Transfer } from "../parts/transfer";
import type { Service } from "../service";
import type { DeskSession } from "./session";

export interface HandOverProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly service: Service;
  readonly close: () => void;
}

/** Where it is not simply ended, a moderator is named first. */
export function HandOver({ conversation, session, service, close }: HandOverProps) {
  return (
    <Transfer
      {...{ conversation, service, close }}
      find={() => session.link.ask("find_free", { conversation: conversation.id })}
      ask={(body) => session.act("ask_transfer", body)}
      trouble={session.desk.value.trouble}
      {...(conversation.ends === "simply" ? {} : { prefer: "moderator" as const })}
    />
  );
}

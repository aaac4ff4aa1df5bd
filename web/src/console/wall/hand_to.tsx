// A moderator in the conversation asks somebody else to go on with it.
import type { WallConversation } from "../../contract";
import { Transfer } from "../parts/transfer";
import type { Service } from "../service";
import type { WallSession } from "./session";

export interface HandToProps {
  readonly card: WallConversation;
  readonly service: Service;
  readonly session: WallSession;
  readonly close: () => void;
}

export function HandTo({ card, service, session, close }: HandToProps) {
  return (
    <Transfer
      conversation={card}
      service={service}
      find={() => session.link.ask("find_free", { conversation: card.id })}
      ask={(body) => session.act("ask_transfer", body)}
      trouble={session.wall.value.trouble}
      close={close}
    />
  );
}

// Words between the peer and moderators. It looks unlike the conversation, so that nothing is mixed up.
import type { DeskConversation } from "../../contract";
import { Composer } from "../talk/composer";
import { Log } from "../talk/log";
import { talkOf } from "../talk/words";
import type { DeskSession } from "./session";

export interface BackstageProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
}

export function Backstage({ conversation, session }: BackstageProps) {
  const { words } = session.desk.value;
  const place = conversation.backstage;
  if (place === null) return null;
  const talk = talkOf(words, place);
  const unsent = words.outbox.filter((item) => item.conversation === place);
  if (talk.lines.length === 0 && unsent.length === 0 && conversation.flag === null) return null;
  return (
    <section class="backstage" aria-labelledby="backstage">
      <h2 id="backstage">
        Backstage: <span class="small">only you and moderators</span>
      </h2>
      <Log label="Backstage" talk={talk} unsent={unsent} courier={session.courier} to="moderator" />
      <Composer to={place} label="Answer the moderator" send="Send backstage" courier={session.courier} />
    </section>
  );
}

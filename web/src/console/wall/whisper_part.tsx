// Whispering to the peer: framed and coloured unlike the conversation.
import type { WallConversation } from "../../contract";
import { Composer } from "../talk/composer";
import { Log } from "../talk/log";
import { talkOf } from "../talk/words";
import { whisperBox, type WallSession } from "./session";
import { hears } from "./state";

export interface WhisperPartProps {
  readonly card: WallConversation;
  readonly session: WallSession;
}

export function WhisperPart({ card, session }: WhisperPartProps) {
  const { words } = session.wall.value;
  const peer = card.company.find((one) => one.role === "peer");
  if (peer === undefined || !hears(card)) return null; // who does not listen cannot advise
  const box = whisperBox(card.id);
  const talk = talkOf(words, card.backstage ?? box);
  const unsent = words.outbox.filter((item) => item.conversation === box);
  return (
    <section class="backstage" aria-labelledby="whisper">
      <h3 id="whisper">
        Backstage: <span class="small">only {peer.name} and moderators</span>
      </h3>
      {talk.lines.length + unsent.length === 0 ? null : (
        <Log label="Backstage" talk={talk} unsent={unsent} courier={session.courier} to="peer" />
      )}
      <Composer
        to={box}
        name="whisper"
        label={`Whisper to ${peer.name}`}
        send="Whisper"
        courier={session.courier}
        showsTyping="no"
      />
    </section>
  );
}

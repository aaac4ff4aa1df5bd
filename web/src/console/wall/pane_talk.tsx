// The words of a conversation, for a moderator who reads along or has joined.
import type { WallConversation } from "../../contract";
import { Composer } from "../talk/composer";
import { Log } from "../talk/log";
import { countryOf, lookingOf } from "../talk/looking";
import { talkOf } from "../talk/words";
import type { WallSession } from "./session";
import { hears } from "./state";

export interface PaneTalkProps {
  readonly card: WallConversation;
  readonly session: WallSession;
}

export function PaneTalk({ card, session }: PaneTalkProps) {
  const { words } = session.wall.value;
  const talk = talkOf(words, card.id);
  const alone = !card.company.some((one) => one.role === "peer");
  if (!hears(card) && talk.lines.length === 0) {
    return (
      <p class="quiet">
        You do not see the words. If you read along, the visitor and the peer are told so in one plain sentence, and
        the look is written down.
      </p>
    );
  }
  return (
    <>
      <Log
        label={`Messages of ${card.pseudonym}`}
        talk={talk}
        unsent={words.outbox.filter((item) => item.conversation === card.id)}
        courier={session.courier}
        to="visitor"
        {...(hears(card) ? { labelling: { conversation: card.id, moderates: true } } : {})}
      />
      {card.joined ? (
        <Composer
          to={card.id}
          name="visitor"
          label={alone ? `Write to ${card.pseudonym}` : `Write to ${card.pseudonym} and the peer`}
          courier={session.courier}
          phrasing={{
            ...{ team: "moderators", language: card.language, topic: card.topic, country: countryOf(lookingOf(card)), now: [] },
            find: (asked) => session.link.ask("find_resources", asked),
          }}
        />
      ) : null}
    </>
  );
}

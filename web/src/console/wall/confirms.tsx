// Acts that everybody in the conversation notices are asked about once.
import { useEffect, useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { type Entries, phrasesFor } from "../talk/phrase_book";
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

/** Whoever speaks in it may say something last. Phrases for it stand where one writes, under "/". */
export function EndIt({ card, session, close }: ConfirmProps) {
  const [words, write] = useState("");
  const { trouble } = session.wall.value;
  const end = () => session.act("end", { conversation: card.id, words });
  const said = words.trim() !== "";
  return (
    <Question title="End this conversation?" yes={said ? "Say this and end it" : "End it"} grave run={end} trouble={trouble} close={close}>
      <p>It ends at once for {card.pseudonym} and everybody in it. This cannot be taken back.</p>
      {card.joined ? (
        <>
          <EndWords language={card.language} take={write} />
          <Field
            label={`Last words to ${card.pseudonym}, if you like`}
            hint="Everybody in it reads them; they stand on top of the page that follows."
            value={words}
            change={write}
            lines={3}
            limit={1000}
          />
        </>
      ) : (
        <p class="quiet small">Who has joined can say something last.</p>
      )}
    </Question>
  );
}

interface EndWordsProps {
  readonly language: string;
  readonly take: (words: string) => void;
}

/** To choose from, and to change. */
function EndWords({ language, take }: EndWordsProps) {
  const [groups, setGroups] = useState<readonly Entries[]>([]);
  useEffect(() => void phrasesFor("endings", language, null).then(setGroups), [language]);
  return (
    <>
      {groups.flatMap((one) => one.entries).map((entry) => (
        <p key={entry}>
          <button type="button" class="plain small" onClick={() => take(entry)}>
            {entry}
          </button>
        </p>
      ))}
    </>
  );
}

// What was done about a conversation so far, and by whom. Read on opening, since each look is written down.
import { useState } from "preact/hooks";
import type { HappeningCard, WallConversation } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import { Incident } from "../review/incident";
import { factsInWords, KINDS } from "../review/incident_words";
import type { Trouble } from "../trouble";

export function History({ card }: { readonly card: WallConversation }) {
  const [happened, setHappened] = useState<readonly HappeningCard[] | null>(null);
  const [incident, look] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = async () => {
    const answer = await ask("/api/history", { conversation: card.id });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setHappened(answer.body.happenings);
  };
  return (
    <>
      <details class="sheet" onToggle={(event) => (event.currentTarget.open ? void read() : undefined)}>
        <summary>What was done so far</summary>
        <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
        {happened === null ? null : <Happened happened={happened} />}
        {card.kind === "room" || incident ? null : (
          <p>
            <button type="button" onClick={() => look(true)}>
              All of it, for a review
            </button>
          </p>
        )}
      </details>
      {incident ? <Incident card={{ ...card, top_level: card.level }} close={() => look(false)} /> : null}
    </>
  );
}

function Happened({ happened }: { readonly happened: readonly HappeningCard[] }) {
  if (happened.length === 0) return <p class="quiet small">Nothing yet.</p>;
  return (
    <ol class="plain-list small">
      {happened.map((one, at) => (
        <li key={at}>
          <strong>
            {inPlain(KINDS, one.kind)}, {clock(one.at)}
            {one.who === "" ? "" : `, ${one.who}`}
          </strong>{" "}
          {factsInWords(one)}
          {one.words === "" ? null : <blockquote class="words">{one.words}</blockquote>}
        </li>
      ))}
    </ol>
  );
}

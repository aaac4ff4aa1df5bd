// While a conversation is open for somebody: what they write to its peer.
import { useState } from "preact/hooks";
import type { CompetencyCard, Seen } from "../../contract";
import { ask } from "../api";
import { SEEN_WORDS } from "../care/coaching_words";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { Radios } from "../parts/radios";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const OPTIONS = Object.entries(SEEN_WORDS) as readonly (readonly [Seen, string])[];
const WORDS_LIMIT = 1000;

export interface CoachingFormProps {
  readonly opening: string;
  readonly competencies: readonly CompetencyCard[];
  readonly changed: () => Promise<void>;
}

type Marks = Readonly<Record<string, Seen>>;

export function CoachingForm({ opening, competencies, changed }: CoachingFormProps) {
  const [marks, setMarks] = useState<Marks>({});
  const [words, setWords] = useState("");
  const [sent, setSent] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const all = competencies.flatMap(({ id }) => (marks[id] === undefined ? [] : [{ competency: id, seen: marks[id] }]));
  const send = async () => {
    const answer = await ask("/api/coaching/write", { opening, marks: all, words });
    setTrouble(answer.ok ? null : answer);
    setSent(answer.ok);
    if (answer.ok) await changed();
  };
  if (sent) return <p role="status">It is with the peer. Their answer will be below.</p>;
  return (
    <details>
      <summary>Write to the peer</summary>
      <p class="small">The peer reads it with your name. Write about how they listened and answered, and quote nothing of the visitor.</p>
      {competencies.map(({ id, name }) => (
        <Radios key={id} legend={name} options={OPTIONS} value={marks[id] ?? null} change={(seen) => setMarks({ ...marks, [id]: seen })} />
      ))}
      <Field label="Your words to the peer" value={words} change={setWords} lines={4} limit={WORDS_LIMIT} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {all.length < competencies.length ? (
        <p class="small quiet">Say something of each of the {competencies.length}. “Does not apply” is an answer too.</p>
      ) : (
        <p>
          <Act run={send} class="primary">
            Send to the peer
          </Act>
        </p>
      )}
    </details>
  );
}

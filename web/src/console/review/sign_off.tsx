// Signing an incident off: somebody has looked at how it ended, however that was.
import { useState } from "preact/hooks";
import type { Ending, IncidentPack } from "../../contract";
import { inPlain } from "../../shared/known";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { Radios } from "../parts/radios";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { atInWords, ENDINGS, HINDRANCES } from "./incident_words";

const SHORTEST = 10; // characters, as the server wants them
const OPTIONS = Object.entries(ENDINGS) as readonly (readonly [Ending, string])[];

export interface SignOffProps {
  readonly pack: IncidentPack;
  readonly changed: () => Promise<void>;
}

export function SignOff({ pack, changed }: SignOffProps) {
  const { signed, hindrance } = pack;
  if (signed !== null) {
    return (
      <p>
        <strong>{inPlain(ENDINGS, signed.ending)}.</strong> Signed off by {signed.by}, {atInWords(signed.at)}.
        {signed.words === "" ? null : <blockquote>{signed.words}</blockquote>}
      </p>
    );
  }
  if (hindrance !== null) return <p>Not signed off yet: {inPlain(HINDRANCES, hindrance)}.</p>;
  return <Form pack={pack} changed={changed} />;
}

function Form({ pack, changed }: SignOffProps) {
  const [ending, setEnding] = useState<Ending | null>(null);
  const [words, setWords] = useState("");
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const short = words.trim().length < SHORTEST;
  const sign = async () => {
    setTried(true);
    if (short || ending === null) return;
    const answer = await ask("/api/incident/sign-off", { conversation: pack.conversation, ending, words });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
  };
  return (
    <section class="unprinted" aria-label="Sign it off">
      <Radios legend="What came of it" options={OPTIONS} value={ending} change={setEnding} />
      <Field
        label="What happened"
        hint="It is sealed, and forgotten with the conversation."
        value={words}
        change={setWords}
        lines={2}
        limit={1000}
        wrong={tried && short ? "Please write what happened, in a sentence." : null}
      />
      {tried && ending === null ? <p class="wrong">Please choose what came of it.</p> : null}
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <p class="row">
        <Act run={sign}>Sign it off: I have looked at it</Act>
      </p>
    </section>
  );
}

// A phrase of the house's own: written, tried, and only then, by a second press, put live.
import { useState } from "preact/hooks";
import { TEXT_LIMIT, type Concern, type OwnPhraseTried, type PhraseDraft } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Choice, Field, Tick } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import { CONCERNS } from "../talk/labels";
import type { Trouble } from "../trouble";
import { WhatItFinds } from "./what_it_finds";

const EMPTY: Omit<PhraseDraft, "language"> = {
  ...{ phrase: "", concern: "suicide", severity: 2, reason: "", source: "", note: "", wherever: false },
};
/** For danger the rungs of the ladder. */
const RUNGS = [["1", "1: concern, low"], ["2", "2: thoughts, moderate"], ["3", "3: high"], ["4", "4: imminent"]] as const;

interface NewPhraseProps {
  readonly languages: readonly string[];
  readonly added: () => Promise<void>;
}

interface Result {
  readonly text: string;
  readonly tried: OwnPhraseTried;
}

/** What is written, what a try of just that found, and what went live last. */
function useTrying({ languages, added }: NewPhraseProps) {
  const first = languages.includes("en") ? "en" : (languages[0] ?? "");
  const [draft, setDraft] = useState<PhraseDraft>({ ...EMPTY, language: first });
  const [text, setText] = useState("");
  const [result, setResult] = useState<Result | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [live, setLive] = useState("");
  const change = (more: Partial<PhraseDraft>) => {
    setDraft({ ...draft, ...more });
    setResult(null); // what was tried is not what would go live
    setLive("");
  };
  const run = async () => {
    const answer = await ask("/api/rules/own/try", { draft, text });
    setTrouble(answer.ok ? null : answer);
    setResult(answer.ok ? { text, tried: answer.body } : null);
  };
  const putLive = async () => {
    const answer = await ask("/api/rules/own/add", { draft });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setResult(null);
    setDraft({ ...EMPTY, language: draft.language });
    setLive(`“${draft.phrase}” is live, in every process within seconds.`);
    await added();
  };
  return { draft, change, text, setText, result, run, putLive, live, trouble, setTrouble };
}

export function NewPhrase({ languages, added }: NewPhraseProps) {
  const { draft, change, text, setText, result, run, putLive, live, trouble, setTrouble } = useTrying({ languages, added });
  const whole = [draft.phrase, draft.reason, draft.source].every((one) => one.trim().length > 2);
  return (
    <section class="sheet" aria-labelledby="new-phrase">
      <h2 id="new-phrase">A new phrase</h2>
      <Draft draft={draft} languages={languages} change={change} />
      <Field label="Words to try it on, if you like" value={text} change={setText} lines={3} limit={TEXT_LIMIT} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {whole ? (
        <p>
          <Act run={run} class="primary">
            Try the phrase
          </Act>
        </p>
      ) : null}
      <div role="status">
        {result === null ? null : <WhatItFinds {...result} />}
        {live}
      </div>
      {result?.tried.wrong === "" ? (
        <p>
          <Act run={putLive} class="grave">
            Put it live
          </Act>
        </p>
      ) : null}
    </section>
  );
}

interface DraftProps {
  readonly draft: PhraseDraft;
  readonly languages: readonly string[];
  readonly change: (more: Partial<PhraseDraft>) => void;
}

function Draft({ draft, languages, change }: DraftProps) {
  const options = languages.map((one) => [one, one] as const);
  return (
    <>
      <Field
        label="The phrase"
        hint="Whole words, as people say them. (one|two|) is a choice; capitals and disguises are taken care of. Never a method."
        {...{ value: draft.phrase, limit: 200, change: (phrase) => change({ phrase }) }}
      />
      <Choice label="Read as" value={draft.language} options={options} change={(language) => change({ language })} />
      <Choice
        label="It is a sign of"
        {...{ value: draft.concern, options: CONCERNS, change: (one) => change({ concern: one as Concern }) }}
      />
      <Choice
        label="How grave"
        {...{ value: String(draft.severity), options: RUNGS, change: (one) => change({ severity: Number(one) }) }}
      />
      <Tick checked={draft.wherever} change={(wherever) => change({ wherever })}>
        Find it wherever it stands, also where it is denied, long ago or about somebody else
      </Tick>
      <Field
        label="What peers and moderators read beside the words"
        {...{ value: draft.reason, limit: 300, change: (reason) => change({ reason }) }}
      />
      <Field label="Source" {...{ value: draft.source, limit: 300, change: (source) => change({ source }) }} />
      <Field label="Note" {...{ value: draft.note, limit: 500, change: (note) => change({ note }) }} />
    </>
  );
}

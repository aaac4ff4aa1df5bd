// One module: read it, answer its questions, and see why.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ModuleView, QuizResult } from "../../contract";
import { day } from "../../shared/times";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Passages } from "./passages";
import { Quiz } from "./quiz";
import { Result } from "./result";

export interface ModulePageProps {
  readonly module: string;
  readonly back: () => void;
}

export function ModulePage({ module, back }: ModulePageProps) {
  const [shown, setShown] = useState<ModuleView | null>(null);
  const [result, setResult] = useState<QuizResult | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void ask("/api/training/module", { module }).then((answer) =>
      answer.ok ? setShown(answer.body) : setTrouble(answer),
    );
  }, [module]);
  useEffect(() => title.current?.focus(), [shown, result]);
  const send = async (answers: readonly number[]) => {
    const answer = await ask("/api/training/answer", { module, answers });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setResult(answer.body);
  };
  return (
    <main class="page" id="main">
      <p>
        <button type="button" onClick={back}>
          Back to the modules
        </button>
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {shown === null ? null : (
        <article class="sheet">
          <h1 ref={title} tabIndex={-1}>
            {shown.title}
          </h1>
          {result === null ? <Reading shown={shown} send={send} /> : null}
          {result === null ? null : <Result shown={shown} result={result} again={() => setResult(null)} back={back} />}
        </article>
      )}
    </main>
  );
}

interface ReadingProps {
  readonly shown: ModuleView;
  readonly send: (answers: readonly number[]) => Promise<void>;
}

function Reading({ shown, send }: ReadingProps) {
  return (
    <>
      <Passages passages={shown.passages} />
      <p class="quiet small">
        Source: {shown.source}. Last read through on {day(shown.reviewed)}.
        {shown.signed_off ? null : " Nobody in this organisation has signed this module off yet."}
      </p>
      <Quiz questions={shown.questions} passMark={shown.pass_mark} send={send} />
    </>
  );
}

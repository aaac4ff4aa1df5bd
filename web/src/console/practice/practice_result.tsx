// How a practice went: what was looked at, whether it was met, and why it matters.
import { useEffect, useRef } from "preact/hooks";
import type { MarkCard, PracticeResult as Result } from "../../contract";

export interface PracticeResultProps {
  readonly result: Result;
  readonly again: (scenario: string) => void;
  readonly back: () => void;
}

export function PracticeResult({ result, again, back }: PracticeResultProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [result]);
  const met = result.marks.filter((mark) => mark.met).length;
  return (
    <article class="sheet">
      <h1 ref={title} tabIndex={-1}>
        Practice: {result.title}
      </h1>
      <p role="status">
        <strong>{result.passed ? "You have passed." : "Not passed yet."}</strong> {met} of {result.marks.length} points were
        met.{result.earned.length === 0 ? "" : ` You now hold: ${result.earned.join(", ")}.`}
      </p>
      {result.passed ? null : (
        <p>That is what practice is for. What is marked “needed” must be met; read the reasons, and try again.</p>
      )}
      <ul class="plain-list">
        {result.marks.map((mark, index) => (
          <Mark key={index} mark={mark} />
        ))}
      </ul>
      <details>
        <summary>One way in which it can go well</summary>
        <ol>
          {result.example.map((words) => (
            <li key={words}>
              <q>{words}</q>
            </li>
          ))}
        </ol>
        <p class="quiet small">Not a text to learn: your own words are better.</p>
      </details>
      <p class="quiet small">Looked at along: {result.source}.</p>
      <p class="row">
        <button type="button" class={result.passed ? "" : "primary"} onClick={() => again(result.scenario)}>
          Practise it again
        </button>
        <button type="button" class={result.passed ? "primary" : ""} onClick={back}>
          Back to the training
        </button>
      </p>
    </article>
  );
}

function Mark({ mark }: { readonly mark: MarkCard }) {
  return (
    <li>
      <p>
        <strong>{mark.met ? "Met:" : "Not yet:"}</strong> {mark.competency}{" "}
        <span class="quiet small">
          ({mark.category}
          {mark.must ? ", needed" : ""})
        </span>
        <br />
        {mark.why}
      </p>
    </li>
  );
}

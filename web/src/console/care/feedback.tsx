// What visitors answered: in groups, some days later, for this peer alone.
import type { FeedbackView } from "../../contract";
import { TroubleNote } from "../parts/trouble_note";
import { useAsked } from "./use_asked";

export function FeedbackPart() {
  const { body, trouble } = useAsked("/api/feedback", {});
  return (
    <section class="sheet" aria-labelledby="feedback">
      <h2 id="feedback">What visitors answered</h2>
      <p class="quiet">
        Only you see this. Answers come some days later and five at a time, so that nobody can be recognised. Words are
        here only where their writer allowed it.
      </p>
      <TroubleNote trouble={trouble} />
      {body === null ? null : <Answers view={body} />}
    </section>
  );
}

function Answers({ view }: { readonly view: FeedbackView }) {
  if (view.answers === 0) return <p>There are not yet enough answers to show.</p>;
  return (
    <>
      <p>{view.answers} visitors have answered. Did it help?</p>
      <dl class="facts">
        <dt>Yes</dt>
        <dd>{inWords(view.yes)}</dd>
        <dt>A little</dt>
        <dd>{inWords(view.little)}</dd>
        <dt>No</dt>
        <dd>{inWords(view.no)}</dd>
      </dl>
      {view.words.length === 0 ? null : (
        <ul>
          {view.words.map((words) => (
            <li key={words} class="words">
              {words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function inWords(count: number | null): string {
  return count === null ? "too few to show" : String(count);
}

// The flagged words: one line until somebody asks for more, and for what was said before them. To read such words all night
// wears people out.
import { useState } from "preact/hooks";
import type { FlagBefore, TakenBecause } from "../../contract";

const SHORT = 60; // characters that fit on one line of a phone

/** Why somebody took a flag over. */
export const BECAUSE: Readonly<Record<TakenBecause, string>> = {
  agreed: "It was agreed.",
  silent: "Whoever has it does not answer.",
  busy: "Whoever has it has too much at once.",
  leaving: "The shift of whoever has it ends.",
  too_close: "It is too close to whoever has it.",
};

export interface FlagWordsProps {
  readonly words: string;
  readonly before: readonly FlagBefore[];
}

export function FlagWords({ words, before }: FlagWordsProps) {
  const [open, setOpen] = useState(false);
  const long = words.length > SHORT || words.includes("\n");
  const folds = long || before.length > 0;
  return (
    <>
      {open && before.length > 0 ? <Before before={before} /> : null}
      <div class="row flag-said">
        <blockquote class={long && !open ? "flag-words one-line grow" : "flag-words grow"}>{words}</blockquote>
        {folds ? (
          <button type="button" class="plain small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Less" : "More"}
          </button>
        ) : null}
      </div>
    </>
  );
}

function Before({ before }: Pick<FlagWordsProps, "before">) {
  return (
    <ol class="flag-before small" aria-label="Said just before">
      {before.map((one, at) => (
        <li key={at}>
          <span class="quiet">{one.role}:</span> {one.text}
        </li>
      ))}
    </ol>
  );
}

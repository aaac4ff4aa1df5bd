// The flagged words: one line until somebody asks for more. To read such words all night wears people out.
import { useState } from "preact/hooks";

const SHORT = 60; // characters that fit on one line of a phone

export function FlagWords({ words }: { readonly words: string }) {
  const [open, setOpen] = useState(false);
  const long = words.length > SHORT || words.includes("\n");
  return (
    <div class="row flag-said">
      <blockquote class={long && !open ? "flag-words one-line grow" : "flag-words grow"}>{words}</blockquote>
      {long ? (
        <button type="button" class="plain small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Less" : "More"}
        </button>
      ) : null}
    </div>
  );
}

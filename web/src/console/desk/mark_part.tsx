// The label that a peer gives a conversation, as it is shown and as it is chosen.
import { useId } from "preact/hooks";
import { Field } from "../parts/field";
import { COLOURS, markInWords, markOf, setMark, TITLE_LIMIT, type Colour } from "./mark";

export function MarkShown({ conversation }: { readonly conversation: string }) {
  const mark = markOf(conversation);
  const words = markInWords(mark);
  return words === "" ? null : <span class={`mark mark-${mark.colour ?? "none"}`}>{words}</span>;
}

export function MarkChoice({ conversation }: { readonly conversation: string }) {
  const mark = markOf(conversation);
  return (
    <details class="mark-choice small">
      <summary>Your label for this conversation</summary>
      <Field
        label="Title"
        hint="Only you see it, in this browser. No names."
        value={mark.title}
        change={(title) => setMark(conversation, { ...mark, title })}
        limit={TITLE_LIMIT}
      />
      <ColourChoice value={mark.colour} change={(colour) => setMark(conversation, { ...mark, colour })} />
    </details>
  );
}

interface ColourChoiceProps {
  readonly value: Colour | null;
  readonly change: (colour: Colour | null) => void;
}

function ColourChoice({ value, change }: ColourChoiceProps) {
  const name = useId();
  return (
    <fieldset class="ticks">
      <legend>Colour</legend>
      {[null, ...COLOURS].map((one) => (
        <label key={one ?? "none"}>
          <input type="radio" name={name} checked={value === one} onChange={() => change(one)} />{" "}
          {one === null ? "none" : <span class={`mark mark-${one}`}>{one}</span>}
        </label>
      ))}
    </fieldset>
  );
}

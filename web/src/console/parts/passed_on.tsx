// Where a transfer stands, for the peer who answers: somebody is asked, or what one was told.
import type { LeftNote, PassedOn } from "../../contract";
import { leftInWords } from "./asked_to";

export function PassedOnNote({ passedOn }: { readonly passedOn: PassedOn | null }) {
  if (passedOn === null) return null;
  if (passedOn.state === "asked") {
    return (
      <p class="small" role="status">
        Somebody else is asked to go on here: {leftInWords(passedOn.expires_at)}.
      </p>
    );
  }
  return (
    <div class="small">
      <p>You took this over from {passedOn.asked_by}.</p>
      {passedOn.note === "" ? null : <blockquote class="flag-words" aria-label={`Note of ${passedOn.asked_by}`}>{passedOn.note}</blockquote>}
    </div>
  );
}

/** What those who talked with this visitor before left for whoever goes on. */
export function Carried({ notes }: { readonly notes: readonly LeftNote[] }) {
  return (
    <>
      {notes.map((note) => (
        <div key={note.text} class="small">
          <p>{note.by} talked with this visitor before, and noted this down. The visitor does not see it:</p>
          <blockquote class="flag-words" aria-label={`Note of ${note.by}`}>{note.text}</blockquote>
        </div>
      ))}
    </>
  );
}

// "Resolved in 8 s": the time in which it can be taken back.
import { inWords, now } from "../clock";
import type { WallSession } from "./session";

export function UndoBar({ session }: { readonly session: WallSession }) {
  const waiting = session.undo.waiting.value;
  return (
    <div role="status">
      {waiting === null ? null : (
        <p class="undo sheet row">
          <span class="grow">
            The flag of {waiting.flag.pseudonym} is being resolved
            <Left at={waiting.at} />.
          </span>
          <button type="button" aria-keyshortcuts="z" onClick={() => session.undo.takeBack()}>
            Undo
          </button>
        </p>
      )}
    </div>
  );
}

/** Seen, not spoken: a screen reader would count aloud. */
function Left({ at }: { readonly at: number }) {
  const left = Math.max(0, Math.floor((at - now.value) / 1000));
  return <span aria-hidden="true"> in {inWords(left)}</span>;
}

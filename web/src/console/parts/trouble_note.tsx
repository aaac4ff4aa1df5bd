// What did not work, until it works or is put away.
import { sentence, type Trouble } from "../trouble";

export interface TroubleNoteProps {
  readonly trouble: Trouble | null;
  readonly dismiss?: () => void;
}

/** The live region stays in the page, so that its words are read when they come. */
export function TroubleNote({ trouble, dismiss }: TroubleNoteProps) {
  return (
    <div role="alert">
      {trouble === null ? null : (
        <p class="trouble row">
          <span class="grow">{sentence(trouble)}</span>
          {dismiss === undefined ? null : (
            <button type="button" onClick={dismiss}>
              Put away
            </button>
          )}
        </p>
      )}
    </div>
  );
}

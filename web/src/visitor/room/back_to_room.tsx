// Talking alone with one of the two, or soon: what that means, and the way back to the group.
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

export function BackToRoom({ state, visit }: BeforeProps) {
  const waits = state.view?.state !== "talking";
  return (
    <div class="card">
      <p role="status">{waits ? WORDS.room.aside_soon : WORDS.room.aside}</p>
      <button type="button" disabled={state.busy} onClick={() => void visit.goBack()}>
        {WORDS.chat.room.back}
      </button>
    </div>
  );
}

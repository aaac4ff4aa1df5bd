// Talking alone with one of the two: what that means, and the way back to the group.
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

export function BackToRoom({ state, visit }: BeforeProps) {
  return (
    <div class="card">
      <p role="status">{state.roomWords?.aside}</p>
      <button type="button" disabled={state.busy} onClick={() => void visit.goBack()}>
        {WORDS.room_back}
      </button>
    </div>
  );
}

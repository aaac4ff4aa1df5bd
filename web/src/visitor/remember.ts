// What of the page's state outlives a reload, in this tab.
import { keep } from "./keep";
import type { State } from "./state";

export function remember(state: State): void {
  if (state.forgotten) return;
  keep("outbox", state.box.length > 0 ? JSON.stringify(state.box) : null);
  keep("put_away", String(state.putAway));
  keep("met", state.met ? "yes" : null);
  keep("answers", JSON.stringify(state.answers));
}

// They were away for too long: what happened, and the way back to the same place.
import type { BeforeProps } from "./before";
import { closedCard } from "./parts/closed";
import { Forget } from "./parts/forget";
import { HelpHere } from "./parts/help_here";
import { Screen } from "./parts/screen";
import { WORDS } from "./words";

export function LostLine(props: BeforeProps) {
  const { state, visit } = props;
  const { title, body } = WORDS.lost_line;
  const closed = state.view?.closed;
  return (
    <Screen title={title}>
      {body.map((one) => (
        <p key={one}>{one}</p>
      ))}
      {state.view && (closed === "no_moderator" || closed === "no_peer") ? (
        <p class="trouble">{closedCard(WORDS, state.view).body}</p>
      ) : (
        <button type="button" class="primary" disabled={state.busy || state.link !== "up"} onClick={() => void visit.resume()}>
          {WORDS.chat.queue.resume}
        </button>
      )}
      <Forget {...props} />
      <HelpHere {...props} />
    </Screen>
  );
}

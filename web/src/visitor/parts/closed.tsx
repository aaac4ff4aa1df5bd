// Nobody new is let in: why, when the next hours begin, and who answers now.
import type { Closed, VisitView } from "../../contract";
import { wordsFor } from "../../shared/known";
import type { BeforeProps } from "../before";
import { With } from "../sentence";
import type { Card, Words } from "../texts";
import { moment } from "../times";
import { WORDS } from "../words";
import { HelpHere } from "./help_here";
import { Screen } from "./screen";

export interface ClosedProps extends BeforeProps {
  readonly view: VisitView;
}

export function ClosedNow({ view, ...props }: ClosedProps) {
  const { title, body } = closedCard(WORDS, view);
  return (
    <Screen title={title}>
      <p class="own-words" dir="auto">{body}</p>
      {view.opens_at === null ? null : (
        <p>
          <With
            sentence={WORDS.closed.next_hours}
            parts={{ time: <time dateTime={view.opens_at}>{moment(view.opens_at)}</time> }}
          />
        </p>
      )}
      <p>
        <a class="button" href={props.data.home}>
          {WORDS.labels.look_again}
        </a>
      </p>
      <HelpHere {...props} openNow={WORDS.closed.open_now} />
    </Screen>
  );
}

/** What a moderator chose for visitors to read, or why the line is closed by itself. */
export function closedCard(words: Pick<Words, "closed" | "pauses">, view: VisitView): Card {
  const { closed, pause } = view;
  if (closed !== "intake_paused" || pause === null) return wordsFor<Closed, Card>(words.closed, closed ?? "full", words.closed.full);
  if (pause.reason === "own") return { title: words.closed.intake_paused.title, body: pause.words };
  return wordsFor<keyof Words["pauses"], Card>(words.pauses, pause.reason, words.closed.intake_paused);
}

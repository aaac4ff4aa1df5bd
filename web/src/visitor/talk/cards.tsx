// Cards that must be seen at once, wherever the reader is in the conversation. Never in the way.
import type { BeforeProps } from "../before";
import { With, filled } from "../sentence";
import { clock } from "../times";
import { WORDS } from "../words";

/** Until a supervisor takes it back: what is written now reaches supervisors. */
export function MutedNote({ state }: BeforeProps) {
  return state.view?.muted ? <p class="card small">{WORDS.notices.muted}</p> : null;
}

/** For a moment: what is written is kept, and heard when it goes on. */
export function PausedNote({ state }: BeforeProps) {
  return state.view?.held_until ? <p class="card small">{WORDS.notices.paused}</p> : null;
}

/** A new peer, or a mentor, would like to read along, or does: a no is taken at any time. */
export function LearnerView({ state, visit }: BeforeProps) {
  const { view, busy } = state;
  if (!view?.learner || !view.conversation) return null;
  const words = WORDS.learner;
  const { conversation } = view;
  const answer = (accept: boolean) => void visit.answerLearner(conversation, accept);
  const { name, state: at, mentor } = view.learner;
  const reads = at === "reading";
  const asked = mentor ? words.mentor_asked : words.asked;
  const reading = mentor ? words.mentor_reading : words.reading;
  return (
    <aside class="card" aria-labelledby="learner">
      <p id="learner" role={reads ? undefined : "alert"} class={reads ? "small" : undefined}>
        {filled(reads ? reading : asked, { name })}
      </p>
      <div class="row">
        {reads ? null : (
          <button type="button" disabled={busy} onClick={() => answer(true)}>
            {words.yes}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => answer(false)}>
          {reads ? words.stop : words.no}
        </button>
      </div>
    </aside>
  );
}

/** One press, as often as one likes; a line in the conversation has asked, aloud too. */
export function SilenceView({ state, visit }: BeforeProps) {
  const card = state.view?.silence;
  if (!card?.mine) return null;
  const { quiet } = WORDS;
  return (
    <aside class="card" aria-labelledby="silence">
      <p id="silence">
        {card.state === "warned" ? (
          <With sentence={quiet.ends} parts={{ time: <time dateTime={card.until}>{clock(card.until)}</time> }} />
        ) : (
          quiet.asked
        )}
      </p>
      <button type="button" class="primary" disabled={state.busy} onClick={() => visit.stillHere()}>
        {quiet.still_here}
      </button>
    </aside>
  );
}

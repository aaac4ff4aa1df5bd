// Cards that must be seen at once, wherever the reader is in the conversation. Never in the way.
import type { BeforeProps } from "../before";
import { Where } from "../parts/help_here";
import { Lines, Numbers } from "../parts/numbers";
import { With, filled } from "../sentence";
import { weight } from "../state";
import { clock } from "../times";
import { WORDS } from "../words";
import { helpIn } from "./help_in";
import { helpWords } from "./help_words";

const THOUGHTS = 2; // from this rung on somebody to call stands before the words
const HIGH = 3; // from this rung on an ambulance may be needed

export function HelpCardView(props: BeforeProps) {
  const { state, data, visit } = props;
  const card = state.help;
  if (!card || weight(card) <= state.putAway) return null;
  const { region } = state.answers;
  const { numbers, lines } = helpIn(card, region, data);
  const here = <Numbers country={region ?? data.own} numbers={numbers} />;
  const { title, body, more } = helpWords(WORDS.help, card);
  // Long words fill a small screen, and in danger every second counts: a way to help stands before them.
  const urgent = card.path !== null || card.level >= HIGH;
  const first = urgent || card.level >= THOUGHTS ? 1 : 0;
  return (
    <aside class="card warm" aria-labelledby="help-title">
      {/* Scrolled with the keyboard too, so it can be reached by it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="rolls" tabIndex={0} role="region" aria-labelledby="help-title">
        <div role="alert">
          <h2 id="help-title">{title}</h2>
        </div>
        {urgent ? here : null}
        <Lines cards={lines.slice(0, first)} />
        <div role="alert">
          <p>{body}</p>
          {more === "" ? null : <p>{more}</p>}
        </div>
        {urgent ? null : here}
        {lines.length === 0 ? <p>{WORDS.lines.none}</p> : <Lines cards={lines.slice(first)} />}
        <Where {...props} />
      </div>
      <button type="button" onClick={() => visit.store.apply({ kind: "put_away" })}>
        {WORDS.chat.cards.put_away}
      </button>
    </aside>
  );
}

/** Until a supervisor takes it back: what is written now reaches supervisors. */
export function MutedNote({ state }: BeforeProps) {
  return state.view?.muted ? <p class="card small">{WORDS.notices.muted}</p> : null;
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

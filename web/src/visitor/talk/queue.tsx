// Waiting: the place, an honest time, a calm thought, something to breathe with.
import { useEffect, useState } from "preact/hooks";
import type { VisitView } from "../../contract";
import type { BeforeProps } from "../before";
import type { LineCard } from "../data";
import { Sure } from "../parts/dialogs";
import { isOpen, Lines, linesOf, Numbers } from "../parts/numbers";
import { canChime } from "../sound";
import { filled } from "../sentence";
import type { Waiting } from "../texts";
import { WORDS } from "../words";
import { Breathing } from "./breathing";
import { waitWords } from "./wait_words";

const TURN = 20_000;
const FIRST = 3; // lines

export interface QueueProps extends BeforeProps {
  readonly sound: boolean;
  readonly setSound: (on: boolean) => void;
}

export function Queue({ state, data, visit, sound, setSound }: QueueProps) {
  const { waiting } = WORDS;
  return (
    <section class="queue sheet" aria-label={WORDS.chat.queue.title}>
      <Wait {...{ state, data, visit }} />
      <Meanwhile {...{ state, data, visit }} />
      <Thoughts messages={waiting.messages} />
      <Breathing />
      <p>{waiting.first_message}</p>
      {canChime() ? (
        <label class="tick">
          <input type="checkbox" checked={sound} onChange={(event) => setSound(event.currentTarget.checked)} />
          <span>{WORDS.chat.queue.sound}</span>
        </label>
      ) : null}
      <LeaveLine {...{ state, data, visit }} />
    </section>
  );
}

/** Asked once: a place that is given up is gone. */
export function LeaveLine({ state, visit }: BeforeProps) {
  const [asked, ask] = useState(false);
  const words = WORDS.chat.queue;
  return (
    <>
      <button type="button" class="plain" disabled={state.busy} onClick={() => ask(true)}>
        {words.leave}
      </button>
      {asked ? (
        <Sure title={words.leave_sure} yes={words.leave_yes} act={() => void visit.end()} close={() => ask(false)}>
          {words.leave_what}
        </Sure>
      ) : null}
    </>
  );
}

/** Who answers at once, short: all of it is under "Help lines". */
function Meanwhile({ state, data }: BeforeProps) {
  const country = state.answers.region ?? data.own;
  const open = linesOf(data, country).filter(isOpen).slice(0, FIRST);
  return (
    <div class="meanwhile" role="group" aria-label={WORDS.labels.help_lines}>
      <Numbers country={country} />
      <Lines cards={open.map(atOnce)} />
    </div>
  );
}

function atOnce(card: LineCard): LineCard {
  return { ...card, contacts: card.contacts.filter((one) => one.open_now === true).slice(0, 1) };
}

/** The place and the time, and why it stands still if it does. */
export function Wait({ state }: BeforeProps) {
  const { closed, waiting } = WORDS;
  return (
    <div role="status">
      {state.view?.nobody ? null : <Place view={state.view} long={waiting.long} />}
      {state.view?.nobody && !state.view.paused ? <p class="trouble">{waiting.nobody}</p> : null}
      {state.view?.paused ? <p class="trouble">{closed.paused.body}</p> : null}
    </div>
  );
}

function Place({ view, long }: { readonly view: VisitView | null; readonly long: string }) {
  if (view?.state === "offered") return <p class="place">{WORDS.chat.queue.asking}</p>;
  if (!view?.wait) return <p>{WORDS.chat.queue.no_guess}</p>;
  const { place } = view.wait;
  return (
    <>
      <p class="place">{place <= 1 ? WORDS.chat.queue.first : filled(WORDS.chat.queue.place, { n: place })}</p>
      <p>{waitWords(view.wait, WORDS.chat.queue, long)}</p>
    </>
  );
}

function Thoughts({ messages }: Pick<Waiting, "messages">) {
  const [index, turn] = useState(0);
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setInterval(() => turn((known) => known + 1), TURN);
    return () => clearInterval(timer);
  }, [held]);
  return (
    <div class="thought">
      <p>{messages[index % messages.length]}</p>
      <p class="row">
        <button type="button" class="plain small" onClick={() => turn(index + 1)}>
          {WORDS.chat.queue.another}
        </button>
        <button type="button" class="plain small" aria-pressed={held} onClick={() => hold(!held)}>
          {WORDS.chat.queue.hold}
        </button>
      </p>
    </div>
  );
}

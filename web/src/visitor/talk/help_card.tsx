// The calm card of help. At the lowest rung it is one line to call on a small screen, and opens when one wants more.
import { useRef, useState } from "preact/hooks";
import type { HelpCard } from "../../contract";
import type { BeforeProps } from "../before";
import { Where } from "../parts/help_here";
import { Lines, Numbers } from "../parts/numbers";
import { weight } from "../state";
import { WORDS } from "../words";
import { helpIn } from "./help_in";
import { helpWords } from "./help_words";

const THOUGHTS = 2; // below it the card must not take the place of the waiting
const HIGH = 3; // from this rung on an ambulance may be needed

export function HelpCardView(props: BeforeProps) {
  const [all, showAll] = useState(false);
  const rolls = useRef<HTMLDivElement>(null);
  const { state, visit } = props;
  const card = state.help;
  if (!card || weight(card) <= state.putAway) return null;
  const open = () => {
    showAll(true);
    rolls.current?.focus(); // the button goes
  };
  const lean = !all && card.path === null && card.level < THOUGHTS;
  return (
    <aside class={lean ? "card warm lean" : "card warm"} aria-labelledby="help-title">
      {/* Scrolled with the keyboard too, so it can be reached by it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={rolls} class="rolls" tabIndex={0} role="region" aria-labelledby="help-title">
        <Helps {...props} card={card} />
      </div>
      <div class="row">
        {lean ? (
          <button type="button" class="show-all" onClick={open}>
            {WORDS.chat.cards.show_all}
          </button>
        ) : null}
        <button type="button" class="put-away" onClick={() => visit.store.apply({ kind: "put_away" })}>
          {WORDS.chat.cards.put_away}
        </button>
      </div>
    </aside>
  );
}

interface HelpsProps extends BeforeProps {
  readonly card: HelpCard;
}

/** Long words fill a small screen, and in danger every second counts: a way to help stands before them. */
function Helps({ card, ...props }: HelpsProps) {
  const { state, data } = props;
  const { region } = state.answers;
  const { numbers, lines } = helpIn(card, region, data);
  const here = <Numbers country={region ?? data.own} numbers={numbers} />;
  const { title, body, more } = helpWords(WORDS.help, card);
  const urgent = card.path !== null || card.level >= HIGH;
  const numberFirst = urgent || lines.length === 0;
  return (
    <>
      <div role="alert">
        <h2 id="help-title">{title}</h2>
      </div>
      {numberFirst ? here : null}
      <Lines cards={lines.slice(0, 1)} />
      <div class="rest">
        <div role="alert">
          <p>{body}</p>
          {more === "" ? null : <p>{more}</p>}
        </div>
        {numberFirst ? null : here}
        {lines.length === 0 ? <p>{WORDS.lines.none}</p> : <Lines cards={lines.slice(1)} />}
        <Where {...props} />
      </div>
    </>
  );
}

// Emergency numbers and lines of the country that was chosen, and the list to choose another one from.
import type { BeforeProps } from "../before";
import { WORDS } from "../words";
import { countryOf, isOpen, Lines, linesOf, Numbers } from "./numbers";
import { Pick } from "./pick";

interface HelpHereProps extends BeforeProps {
  /** The title over those that are open now, where they are to stand apart. */
  readonly openNow?: string;
}

export function HelpHere({ openNow, ...props }: HelpHereProps) {
  const { state, data } = props;
  const { region } = state.answers;
  const cards = linesOf(data, region ?? data.own);
  const open = openNow === undefined ? [] : cards.filter(isOpen);
  return (
    <div class="help-here">
      <h2>{WORDS.emergency.title}</h2>
      <Numbers country={region ?? data.own} />
      <p>{WORDS.emergency.body[0]}</p>
      <Where {...props} />
      {open.length === 0 ? null : <h2>{openNow}</h2>}
      {open.length === 0 ? null : <Lines cards={open} />}
      {region === null ? <h3>{countryOf(data.own)?.label}</h3> : null}
      {cards.length === 0 ? <p>{WORDS.lines.none}</p> : <Lines cards={cards.filter((card) => !open.includes(card))} />}
    </div>
  );
}

/** In which country one is. Where nobody knows, why that is asked. */
export function Where({ state, visit }: BeforeProps) {
  const { region } = state.answers;
  return (
    <>
      {region === null ? <p>{WORDS.lines.unknown}</p> : null}
      <Pick
        label={WORDS.questions.country}
        choices={WORDS.countries}
        value={region ?? ""}
        none={WORDS.questions.prefer_not_to_say}
        hint={WORDS.questions.country_seen}
        choose={(id) => visit.chooseCountry(id === "" ? null : id)}
      />
    </>
  );
}

// A supervisor has ended the chat and nothing new can begin for a while: why, until when, and a way to answer.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { REMARK_LIMIT, type BlockCard } from "../contract";
import { moment } from "../shared/times";
import type { BeforeProps } from "./before";
import { HelpHere } from "./parts/numbers";
import { Screen } from "./parts/screen";
import { HelpCardView } from "./talk/cards";
import { WORDS } from "./words";

export interface BlockedProps extends BeforeProps {
  readonly card: BlockCard;
  /** The way to a new chat, where there is one again. */
  readonly again: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Blocked({ card, again, children, ...props }: BlockedProps) {
  return (
    <Screen key={card.title} title={card.title}>
      <div role="status">
        {card.body.map((one) => (
          <p key={one}>{one}</p>
        ))}
        <Quoted words={card.words} />
        <Quoted words={card.answer} />
        {card.lasts === "" ? null : (
          <p>
            <strong>
              {card.lasts} <time dateTime={card.until}>{moment(card.until)}</time>.
            </strong>
          </p>
        )}
      </div>
      {card.state === "lifted" ? again : null}
      <HelpCardView {...props} />
      {card.ask === null ? null : <Appeal {...props} ask={card.ask} />}
      <HelpHere data={props.data} region={props.state.answers.region} />
      {children}
    </Screen>
  );
}

function Quoted({ words }: { readonly words: string }) {
  return words === "" ? null : <blockquote class="sheet">{words}</blockquote>;
}

function Appeal({ ask, state, visit }: BeforeProps & { readonly ask: string }) {
  const [text, write] = useState("");
  const submitted = (event: Event) => {
    event.preventDefault();
    if (text.trim() !== "") void visit.appeal(text);
  };
  return (
    <form class="sheet" onSubmit={submitted}>
      <label class="pick">
        <span>{ask}</span>
        <textarea rows={3} maxLength={REMARK_LIMIT} value={text} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <button type="submit" disabled={state.busy || state.link !== "up"}>
        {WORDS.send_answer}
      </button>
    </form>
  );
}

/** The card while it says something: a block ends by itself, also on a page that stays open. */
export function useShut(card: BlockCard | null): BlockCard | null {
  const until = card?.until ?? "";
  const left = until === "" ? 0 : Date.parse(until) - Date.now();
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => look((times) => times + 1), Math.max(0, left) + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return left > 0 ? card : null;
}

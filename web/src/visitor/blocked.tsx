// A supervisor has ended the chat and nothing new can begin for a while: why, until when, and a way to answer.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { REMARK_LIMIT, type BlockCard } from "../contract";
import { wordsFor } from "../shared/known";
import type { BeforeProps } from "./before";
import { HelpHere } from "./parts/help_here";
import { Screen } from "./parts/screen";
import { HelpCardView } from "./talk/help_card";
import { With } from "./sentence";
import { moment } from "./times";
import { WORDS } from "./words";

export interface BlockedProps extends BeforeProps {
  readonly card: BlockCard;
  /** The way to a new chat, where there is one again. */
  readonly again: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Blocked({ card, again, children, ...props }: BlockedProps) {
  const { title, body, ask } = blockWords(card);
  return (
    <Screen key={title} title={title}>
      <div role="status">
        {body.map((one) => (
          <p key={one}>{one}</p>
        ))}
        <Quoted words={card.words} />
        <Quoted words={card.answer} />
        {card.state === "lifted" ? null : <Until at={card.until} />}
      </div>
      {card.state === "lifted" ? again : null}
      <HelpCardView {...props} />
      {ask === null ? null : <Appeal {...props} ask={ask} />}
      <HelpHere {...props} />
      {children}
    </Screen>
  );
}

/** `ask` stands over an appeal; null where there is nothing to appeal any more. */
function blockWords({ state, reason }: BlockCard) {
  const words = WORDS.blocked;
  if (state === "lifted") return { title: words.lifted_title, body: [words.lifted], ask: null };
  const told = state === "appealed" || state === "upheld" ? [words[state]] : [];
  return {
    title: words.title,
    body: [wordsFor(words.reasons, reason, words.reasons.misuse), words.not_less, ...told],
    ask: state === "stands" ? words.ask : null,
  };
}

function Until({ at }: { readonly at: string }) {
  return (
    <p>
      <strong>
        <With sentence={WORDS.blocked.until} parts={{ time: <time dateTime={at}>{moment(at)}</time> }} />
      </strong>
    </p>
  );
}

function Quoted({ words }: { readonly words: string }) {
  return words === "" ? null : <blockquote class="sheet" dir="auto">{words}</blockquote>;
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
        <textarea dir="auto" rows={3} maxLength={REMARK_LIMIT} value={text} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <button type="submit" disabled={state.busy || state.link !== "up"}>
        {WORDS.chat.after.send}
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

// What was said and what is on its way. Reading back is never interrupted by a jump.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Line } from "../../contract";
import type { Unsent } from "../../shared/outbox";
import { mayName, partsOf } from "../../shared/sent_lines";
import type { BeforeProps } from "../before";
import type { LineCard } from "../data";
import { noticeWords } from "../notice";
import { OneLine } from "../parts/numbers";
import { refusal } from "../refusal";
import { Folded } from "../room/careful";
import { counted } from "../sentence";
import type { State } from "../state";
import { clock } from "../times";
import { WORDS } from "../words";
import { Offered } from "./calm";

const NEAR = 80; // pixels from the end that still count as "at the end"

export function Log({ state, data, visit }: BeforeProps) {
  const fresh = useEnd(state);
  const lastMine = newestMine(state.lines);
  return (
    <>
      <div role="log" aria-live="off" aria-label={WORDS.chat.log.title}>
        <ol class="log">
          {state.lines.map((line) => (
            <Said
              key={line.seq}
              line={line}
              cards={data.resources}
              fate={line.seq === lastMine ? fate(line, state.delivered) : ""}
              notice={noticeWords(line)}
            />
          ))}
          {state.box.map((item) => (
            <Pending
              key={item.ref}
              item={item}
              again={() => visit.again(item.ref)}
              takeBack={() => visit.store.apply({ kind: "taken_back", ref: item.ref })}
            />
          ))}
        </ol>
      </div>
      {fresh.count > 0 ? (
        <button type="button" class="pill primary" onClick={fresh.show}>
          {counted(WORDS.chat.log.fresh, fresh.count)} ↓
        </button>
      ) : null}
    </>
  );
}

interface SaidProps {
  readonly line: Line;
  readonly cards: readonly LineCard[];
  readonly fate: string;
  readonly notice: string;
}

function Said({ line, cards, fate: end, notice }: SaidProps) {
  if (line.notice === "unsaid") return null; // it stands where the message stood
  if (line.notice) return <li class="notice">{notice}</li>;
  if (line.hushed && line.text === "") return null; // it was not for us
  return (
    <li class={line.mine ? "mine" : line.role}>
      <p class="who small" dir="auto">{whoSaid(line)}</p>
      <Words line={line} cards={cards} />
      <Offered line={line} />
      {line.mine && line.hushed ? <p class="quiet small">{WORDS.chat.room.only_two}</p> : null}
      {line.mine && line.withheld ? <p class="trouble small">{WORDS.troubles.withheld}</p> : null}
      <p class="small quiet">
        <time dateTime={line.at}>{clock(line.at)}</time>
        {end ? ` · ${end}` : ""}
      </p>
    </li>
  );
}

function whoSaid({ mine, name }: Line): string {
  if (mine) return WORDS.chat.log.you;
  return name === "" ? WORDS.chat.log.someone : name;
}

function Words({ line, cards }: Pick<SaidProps, "line" | "cards">) {
  if (line.text === "") return <p class="quiet">{whyNothing(line)}</p>;
  return (
    <Folded line={line}>
      {(mayName(line) ? partsOf(line.text, cards) : [{ card: null, text: line.text }]).map((part, at) =>
        part.card === null ? (
          <p key={at} class="words" dir="auto">
            {part.text}
          </p>
        ) : (
          <OneLine key={at} card={unhurried(part.card)} />
        ),
      )}
    </Folded>
  );
}

function whyNothing({ mine, unsaid, withheld }: Line): string {
  if (unsaid) return mine ? WORDS.chat.unsay.mark : WORDS.notices.unsaid;
  return withheld ? WORDS.chat.log.taken_away : WORDS.chat.log.deleted;
}

/** Without whether it is open: that was true when the page came, and the words stay. */
function unhurried(card: LineCard): LineCard {
  return { ...card, contacts: card.contacts.map((one) => ({ ...one, open_now: null })) };
}

interface PendingProps {
  readonly item: Unsent;
  readonly again: () => void;
  readonly takeBack: () => void;
}

function Pending({ item, again, takeBack }: PendingProps) {
  return (
    <li class={`mine ${item.fate}`}>
      <p class="who small">{WORDS.chat.log.you}</p>
      <p class="words" dir="auto">
        {item.text}
      </p>
      <p class="small quiet">{pendingWord(item)}</p>
      {item.fate === "sending" ? null : (
        <p class="row">
          <button type="button" onClick={again}>
            {WORDS.chat.log.again}
          </button>
          {item.fate === "refused" ? (
            <button type="button" class="plain" onClick={takeBack}>
              {WORDS.chat.log.take_out}
            </button>
          ) : null}
        </p>
      )}
    </li>
  );
}

function pendingWord({ fate: now, code }: Unsent): string {
  if (now === "sending") return WORDS.chat.log.sending;
  return now === "refused" && code ? refusal(code) : WORDS.chat.log.late;
}

function fate(line: Line, delivered: number): string {
  if (line.withheld) return "";
  return line.seq <= delivered ? WORDS.chat.log.delivered : WORDS.chat.log.sent;
}

function newestMine(lines: readonly Line[]): number {
  return lines.reduce((seq, line) => (line.mine ? line.seq : seq), 0);
}

/** Stay at the end when there; otherwise count what is new and leave the page where it is. */
function useEnd(state: State) {
  const { lines, box } = state;
  const [count, setCount] = useState(0);
  const before = useRef({ said: lines.length, unsent: box.length, near: true });
  useEffect(() => {
    const look = () => {
      before.current.near = isNear();
      if (before.current.near) setCount(0);
    };
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, []);
  useLayoutEffect(() => {
    const { said, unsent, near } = before.current;
    const stay = near || box.length > unsent; // one's own words are always shown
    before.current = { said: lines.length, unsent: box.length, near: stay };
    if (lines.length + box.length === 0) return;
    if (stay) toEnd();
    else if (lines.length > said) setCount((known) => known + lines.length - said);
  }, [state]); // cards in the dock push the words up as well
  return { count, show: toEnd };
}

function isNear(): boolean {
  const { scrollHeight } = document.documentElement;
  return window.innerHeight + window.scrollY >= scrollHeight - NEAR;
}

function toEnd(): void {
  window.scrollTo(0, document.documentElement.scrollHeight);
}

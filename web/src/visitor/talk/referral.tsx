// A service that is offered: the visitor's choice, and what it is told about them.
import { useState } from "preact/hooks";
import type { ReferralCard } from "../../contract";
import type { BeforeProps } from "../before";
import { OneLine } from "../parts/numbers";
import { filled } from "../sentence";
import type { Card } from "../texts";
import { day } from "../times";
import { WORDS } from "../words";
import { LaterCode } from "./later_code";

const SUMMARY_LIMIT = 1000;

export function ReferralView({ state, data, visit }: BeforeProps) {
  const card = state.view?.referral;
  if (!card) return null;
  if (card.state === "expired") return <p class="card small">{WORDS.referral.expired}</p>;
  // A line in the conversation tells the rest. Where help comes unasked nothing else takes its room: afterwards is soon enough.
  if (card.state !== "offered") {
    return card.without === null ? (
      <LaterCode state={state} data={data} visit={visit} />
    ) : (
      <Decided card={card} words={WORDS.referral.decided} />
    );
  }
  const { offered } = WORDS.referral;
  return (
    <aside class="card" aria-labelledby="referral-title">
      <div role="alert">
        <h2 id="referral-title">{offered.title}</h2>
        <p>{offered.body}</p>
      </div>
      <OneLine card={card.resource} />
      <p class="small quiet">{checked(card)}</p>
      {/* Offered anew it begins with the new words. */}
      <Answer key={card.offered_at} card={card} busy={state.busy} visit={visit} />
    </aside>
  );
}

/** Nothing where nobody has checked it: so it is with some emergency numbers. */
function checked({ resource }: ReferralCard): string {
  const on = resource.checked_on;
  return on === "" ? "" : filled(WORDS.chat.cards.checked_on, { day: day(on) });
}

interface DecidedProps {
  readonly card: ReferralCard;
  readonly words: Card;
}

/** Nobody is asked here, but nothing is kept from them: who is told, and what. */
function Decided({ card, words }: DecidedProps) {
  if (!["decided", "sent", "handed_over"].includes(card.state)) return null; // a line tells the rest
  return (
    <aside class="card" aria-labelledby="decided-title">
      <div role="alert">
        <h2 id="decided-title">{words.title}</h2>
        <p>{words.body}</p>
      </div>
      <OneLine card={card.resource} />
      {card.summary === "" ? null : (
        <>
          <p class="small quiet">{WORDS.chat.cards.passed_on}</p>
          <blockquote dir="auto">{card.summary}</blockquote>
        </>
      )}
    </aside>
  );
}

interface AnswerProps extends Pick<BeforeProps, "visit"> {
  readonly card: ReferralCard;
  readonly busy: boolean;
}

function Answer({ card, busy, visit }: AnswerProps) {
  const [summary, write] = useState(card.summary);
  const answer = (accept: boolean, passedOn = "") => void visit.answerReferral(card.id, accept, passedOn);
  return (
    <>
      {card.summary === "" ? null : (
        <label class="pick">
          <span>{WORDS.chat.cards.pass_on}</span>
          <textarea
            dir="auto"
            rows={3}
            maxLength={SUMMARY_LIMIT}
            value={summary}
            onInput={(event) => write(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="row">
        <button type="button" class="primary" disabled={busy} onClick={() => answer(true, summary)}>
          {summary.trim() === "" ? WORDS.chat.cards.accept : WORDS.chat.cards.accept_with}
        </button>
        {summary.trim() === "" ? null : (
          <button type="button" disabled={busy} onClick={() => answer(true)}>
            {WORDS.chat.cards.accept_without}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => answer(false)}>
          {WORDS.chat.cards.decline}
        </button>
      </div>
    </>
  );
}

// What a coach wrote about how one talked, and what the peer answers.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CoachingCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock, day } from "../../shared/times";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { SEEN_WORDS } from "./coaching_words";
import { countCoaching } from "./new_coaching";
import { useAsked } from "./use_asked";

const ANSWER_LIMIT = 1000;

/** For the peer it is about. */
export function MyCoaching() {
  const { body, trouble, again } = useAsked("/api/coaching/mine", {});
  const changed = async () => {
    await Promise.all([again(), countCoaching()]);
  };
  return (
    <section class="sheet" aria-labelledby="my-coaching">
      <h2 id="my-coaching">From your coaches</h2>
      <p class="quiet">
        Coaches read a conversation now and then, drawn by chance or because of a flag, and write to you what they saw. Only you and
        the one who wrote it see this. It is kept for eight weeks, or until the visitor has their chat deleted.
      </p>
      <TroubleNote trouble={trouble} />
      {body === null ? null : body.coachings.length === 0 ? (
        <p>Nobody has written yet.</p>
      ) : (
        body.coachings.map((one) => (
          <Coaching key={one.id} card={one}>
            {one.new ? <MarkRead coaching={one.id} changed={changed} /> : null}
            <Answering coaching={one.id} changed={changed} />
          </Coaching>
        ))
      )}
    </section>
  );
}

/** For the coach: what came back. */
export function GivenCoaching({ coachings }: { readonly coachings: readonly CoachingCard[] }) {
  if (coachings.length === 0) return null;
  return (
    <details class="sheet">
      <summary>What you wrote to peers ({coachings.length})</summary>
      {coachings.map((one) => (
        <Coaching key={one.id} card={one} />
      ))}
    </details>
  );
}

interface CoachingProps {
  readonly card: CoachingCard;
  readonly children?: ComponentChildren;
}

function Coaching({ card, children }: CoachingProps) {
  const when = `${day(card.talked_at)}, ${clock(card.talked_at)}`;
  return (
    <article aria-label={`Coaching: ${when}`}>
      <h3>
        {card.new ? <strong class="count">new</strong> : null} {card.by}, about a conversation that ended on {when}
      </h3>
      <ul>
        {card.marks.map((mark) => (
          <li key={mark.name}>
            {mark.name}: <strong>{inPlain(SEEN_WORDS, mark.seen)}</strong>
          </li>
        ))}
      </ul>
      {card.words === "" ? null : <p class="words">{card.words}</p>}
      {card.answers.map((answer) => (
        <p key={answer.at} class="words">
          <span class="small quiet">Answered {day(answer.at)}:</span> {answer.words}
        </p>
      ))}
      {children}
    </article>
  );
}

function MarkRead({ coaching, changed }: { readonly coaching: string; readonly changed: () => Promise<void> }) {
  const mark = async () => {
    const answer = await ask("/api/coaching/read", { coaching });
    if (answer.ok) await changed();
  };
  return (
    <p>
      <Act run={mark}>I have read it</Act>
    </p>
  );
}

function Answering({ coaching, changed }: { readonly coaching: string; readonly changed: () => Promise<void> }) {
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = async () => {
    const answer = await ask("/api/coaching/answer", { coaching, words });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setWords("");
    await changed();
  };
  return (
    <>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Field label="Your answer" hint="If you like. Your coach reads it, and nobody else." value={words} change={setWords} lines={2} limit={ANSWER_LIMIT} />
      {words.trim() === "" ? null : (
        <p>
          <Act run={send}>Send to your coach</Act>
        </p>
      )}
    </>
  );
}

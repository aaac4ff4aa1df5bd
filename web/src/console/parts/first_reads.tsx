// A mentor reads a new peer's words for a few seconds before they go out: let go, or stop.
import { useState } from "preact/hooks";
import type { FirstReadCard, LetGo, Mentor, MentoringCard, ProposeWords, StopWords } from "../../contract";
import { now, secondsUntil } from "../clock";
import { Act } from "./act";
import { Field } from "./field";
import { useKeys } from "./keys";

/** The wall of a moderator, or the desk of a peer who is a mentor. */
export interface Mentors {
  act(name: "mentor", body: Mentor): Promise<boolean>;
  act(name: "let_go", body: LetGo): Promise<boolean>;
  act(name: "propose_words", body: ProposeWords): Promise<boolean>;
  act(name: "stop_words", body: StopWords): Promise<boolean>;
}

export interface FirstReadsProps {
  readonly conversation: string;
  readonly mentoring: MentoringCard;
  readonly session: Mentors;
}

export function FirstReads({ conversation, session, mentoring }: FirstReadsProps) {
  const { words } = mentoring;
  const first = words.find((one) => !one.stopped);
  const about = (one: FirstReadCard) => ({ conversation, ref: one.ref });
  const letGo = (one: FirstReadCard) => session.act("let_go", about(one));
  const stop = (one: FirstReadCard) => session.act("stop_words", about(one));
  useKeys({ g: () => void (first && letGo(first)), s: () => void (first && stop(first)) });
  return (
    <>
      {words.length === 0 ? <p class="quiet small">Nothing waits.</p> : null}
      <ul class="plain-list" aria-live="polite">
        {words.map((one) => (
          <li key={one.ref} class="first-read">
            <p class="words">{one.text}</p>
            {one.stopped ? (
              <Why {...{ one, session, conversation }} peer={mentoring.peer} />
            ) : (
              <p class="row">
                <span class="small quiet grow" aria-hidden="true">
                  goes out in {Math.max(0, secondsUntil(one.until, now.value))} s
                </span>
                <Act keys="g" run={() => letGo(one)}>
                  Let it go
                </Act>
                <Act keys="s" class="grave" run={() => stop(one)}>
                  Stop it
                </Act>
              </p>
            )}
            {one.stopped ? null : <Propose {...{ one, session, conversation }} peer={mentoring.peer} />}
          </li>
        ))}
      </ul>
      <p class="row">
        <Act run={() => session.act("mentor", { conversation, on: false })}>Stop mentoring</Act>
      </p>
    </>
  );
}

/** Other words beside those that wait: theirs go out all the same, if they keep them. */
function Propose({ one, peer, conversation, session }: WhyProps) {
  const [instead, setInstead] = useState(one.instead || one.text);
  const send = () => session.act("propose_words", { conversation, ref: one.ref, instead });
  const other = instead.trim() !== "" && instead !== one.text && instead !== one.instead;
  return (
    <details>
      <summary>{one.instead === "" ? "Propose other words" : `${peer} sees your words`}</summary>
      <Field label="How it could be said" hint={`${peer} takes it with one key, or keeps theirs.`} value={instead} change={setInstead} lines={2} limit={2000} />
      {other ? (
        <p>
          <Act run={send}>Propose it to {peer}</Act>
        </p>
      ) : null}
    </details>
  );
}

interface WhyProps extends Omit<FirstReadsProps, "mentoring"> {
  readonly one: FirstReadCard;
  readonly peer: string;
}

/** It is stopped first, in time; why is said afterwards. */
function Why({ one, peer, conversation, session }: WhyProps) {
  const [word, setWord] = useState(one.word);
  const [instead, setInstead] = useState(one.instead || one.text);
  const send = () =>
    session.act("stop_words", {
      ...{ conversation, ref: one.ref, word },
      instead: instead === one.text ? "" : instead,
    });
  const said = one.word !== "" || one.instead !== "";
  return (
    <>
      <p class="small">Stopped. {peer} has it back{said ? " with your word." : "."}</p>
      <Field label={`A word to ${peer}`} value={word} change={setWord} limit={500} />
      <Field label="How it could be said" hint={`${peer} takes it or not.`} value={instead} change={setInstead} lines={2} limit={2000} />
      <p class="row">
        <Act class="primary" run={send}>
          Send to {peer}
        </Act>
      </p>
    </>
  );
}

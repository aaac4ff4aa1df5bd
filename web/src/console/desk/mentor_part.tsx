// Words that a mentor reads before they go out, and words that came back with the mentor's word.
import { useEffect } from "preact/hooks";
import type { DeskConversation, FirstReadCard, MentorCard } from "../../contract";
import { now, secondsUntil } from "../clock";
import { Act } from "../parts/act";
import { useKeys } from "../parts/keys";
import { focusComposer } from "../talk/composer";
import { addToDraft } from "../talk/drafts";
import type { DeskSession } from "./session";

const STILL_WRITING = 2500; // milliseconds; the visitor's page believes it for six seconds

export interface MentorPartProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
}

export function MentorPart({ conversation, session }: MentorPartProps) {
  const { mentor } = conversation;
  const waits = mentor?.words.some((one) => !one.stopped) ?? false;
  useWriting(conversation.id, waits, session);
  if (mentor === null) return null;
  return (
    <section class="mentor" aria-label="Your mentor">
      <p class="small" role="status">
        {inWords(mentor, waits)}
      </p>
      <ul class="plain-list" aria-live="polite">
        {mentor.words.map((one) => (
          <Words key={`${one.ref} ${one.stopped}`} {...{ one, mentor, conversation, session }} />
        ))}
      </ul>
    </section>
  );
}

function inWords({ by, seconds }: MentorCard, waits: boolean): string {
  if (by === null) return "Nobody reads your words first any more.";
  if (waits) return `${by} is reading what you wrote. It goes out by itself.`;
  return `${by} is your mentor here and reads your words first, for up to ${seconds} s. Where somebody may be in danger nothing waits.`;
}

type WordsProps = MentorPartProps & { readonly one: FirstReadCard; readonly mentor: MentorCard };

function Words({ one, mentor, conversation, session }: WordsProps) {
  const takeBack = () => session.act("take_back", { conversation: conversation.id, ref: one.ref });
  const take = async () => {
    if (await takeBack()) session.courier.say(conversation.id, one.instead);
  };
  useKeys(proposed(one) ? { "Alt+u": () => void take() } : {});
  const back = async (text: string) => {
    if (!(await takeBack())) return;
    if (text !== "") addToDraft(conversation.id, text);
    focusComposer("visitor");
  };
  return (
    <li class="first-read">
      <p class="words">{one.text}</p>
      {one.stopped ? <Word one={one} by={mentor.by} /> : <Left until={one.until} />}
      {proposed(one) ? <Proposal one={one} by={mentor.by} /> : null}
      <p class="row">
        <Act run={() => back(one.text)}>{one.stopped ? "Into my draft" : "Take it back"}</Act>
        {proposed(one) ? (
          <Act class="primary" keys="Alt+U" run={take}>
            Say it so
          </Act>
        ) : null}
        {one.instead === "" ? null : <Act run={() => back(one.instead)}>Use the other words</Act>}
      </p>
    </li>
  );
}

function Left({ until }: { readonly until: string }) {
  return (
    <p class="small quiet" aria-hidden="true">
      goes out in {Math.max(0, secondsUntil(until, now.value))} s
    </p>
  );
}

/** The mentor has other words, and one's own go out all the same, if one keeps them. */
function proposed(one: FirstReadCard): boolean {
  return !one.stopped && one.instead !== "";
}

function Proposal({ one, by }: { readonly one: FirstReadCard; readonly by: string | null }) {
  return (
    <p>
      {by ?? "Your mentor"}: {one.word === "" ? "" : `${one.word} `}You could say: <q class="words">{one.instead}</q> Alt+U says it so. Do nothing,
      and your own words go out.
    </p>
  );
}

function Word({ one, by }: { readonly one: FirstReadCard; readonly by: string | null }) {
  return (
    <>
      <p>
        <strong>This did not go out.</strong> {one.word === "" ? "" : `${by ?? "Your mentor"}: ${one.word}`}
      </p>
      {one.instead === "" ? null : (
        <p>
          You could say: <q class="words">{one.instead}</q>
        </p>
      )}
    </>
  );
}

/** To the visitor it is simply still being written. */
function useWriting(conversation: string, waits: boolean, session: DeskSession): void {
  useEffect(() => {
    if (!waits) return;
    const tell = () => session.link.tell("typing", { conversation, on: true });
    tell();
    const timer = setInterval(tell, STILL_WRITING);
    return () => clearInterval(timer);
  }, [conversation, waits]);
}

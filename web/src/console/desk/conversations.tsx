// Whom the peer is with, by name: who waits for an answer and how long, how worried we are, what is begun and not sent.
import { inWords, now, secondsSince } from "../clock";
import { useKeys } from "../parts/keys";
import { LevelMark } from "../parts/level";
import { topicLabel, type Service } from "../service";
import { drafts } from "../talk/drafts";
import { stepFrom } from "../wall/order";
import type { DeskSession } from "./session";
import { MarkShown } from "./mark_part";
import { type Desk, places, placeInFront, waitsSince } from "./state";
import { unreadIn } from "./unread";

const MOST = 5; // keys Alt+1 … Alt+5: nobody has more

export interface ConversationsProps {
  readonly session: DeskSession;
  readonly service: Service;
}

export function Conversations({ session, service }: ConversationsProps) {
  const desk = session.desk.value;
  const all = places(desk);
  const front = placeInFront(desk);
  const choose = (id: string | null | undefined) => {
    if (id) session.apply({ kind: "chosen", conversation: id });
  };
  const numbered = Array.from({ length: MOST }, (_, at) => [`Alt+${at + 1}`, () => choose(all[at])] as const);
  useKeys({
    ...Object.fromEntries(numbered),
    "Alt+j": () => choose(stepFrom(all, front, 1)),
    "Alt+k": () => choose(stepFrom(all, front, -1)),
  });
  if (all.length < 2) return null;
  return (
    <nav class="sheet switcher" aria-label="Your conversations">
      <ol class="talks">
        {all.map((id, at) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === front}
              aria-keyshortcuts={at < MOST ? `Alt+${at + 1}` : undefined}
              onClick={() => choose(id)}
            >
              <Place {...{ id, desk, service }} front={id === front} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface PlaceProps {
  readonly id: string;
  readonly desk: Desk;
  readonly service: Service;
  readonly front: boolean;
}

function Place({ id, desk, service, front }: PlaceProps) {
  const talk = desk.view?.conversations.find((one) => one.id === id);
  const room = desk.view?.rooms.find((one) => one.id === id);
  if (room) return <>Room: {topicLabel(service, room.topic)}</>;
  if (!talk) return <>Write up what has ended</>;
  const unread = unreadIn(desk.seen, desk.words, talk);
  const waits = waitsSince(desk, id);
  const begun = !front && (drafts.value[id] ?? "").trim() !== "";
  return (
    <>
      <span class="who">{talk.pseudonym}</span> <MarkShown conversation={id} /> {talk.level === 0 ? null : <LevelMark level={talk.level} />}{" "}
      {unread === 0 ? null : <strong class="unread">{unread} new</strong>}{" "}
      {waits === null ? null : <Waits seconds={secondsSince(waits, now.value)} />}{" "}
      {begun ? <span class="begun small">not sent yet</span> : null}
    </>
  );
}

const LONG = 60; // seconds after which somebody who waits for an answer may think that nobody is there
const TOO_LONG = 180;

/** By colour and by words. */
function Waits({ seconds }: { readonly seconds: number }) {
  const how = seconds < LONG ? "" : seconds < TOO_LONG ? "waits-long" : "waits-too-long";
  return <span class={`waits small ${how}`}>{seconds < TOO_LONG ? "waits" : "still waits:"} {inWords(seconds)}</span>;
}

// The room as a whole: its door, its pace, its end.
import { useState } from "preact/hooks";
import { clock } from "../../shared/times";
import { AskModerator } from "../desk/ask_moderator";
import { Act } from "../parts/act";
import { Choice } from "../parts/field";
import { Question } from "../parts/question";
import type { RoomPartProps } from "./room_people";
import { doorInWords } from "./room_list";

const PACES = [0, 10, 30, 60, 120] as const;

export function RoomActs({ room, session }: RoomPartProps) {
  const [closing, setClosing] = useState(false);
  const [asking, setAsking] = useState(false);
  const locked = room.state === "locked";
  const about = { room: room.id };
  return (
    <section class="sheet" aria-labelledby="room-acts">
      <h2 id="room-acts">The room</h2>
      <p class="quiet small">
        {doorInWords(room.at_door)} It closes at {clock(room.closes_at)}.
      </p>
      <Choice
        label="Each visitor waits between two messages"
        value={String(room.slow)}
        options={PACES.map((seconds) => [String(seconds), seconds === 0 ? "not at all" : `${seconds} seconds`] as const)}
        change={(seconds) => void session.act("slow_room", { ...about, seconds: Number(seconds) })}
      />
      <p class="row">
        {room.state === "scheduled" ? null : (
          <Act run={() => session.act("lock_room", { ...about, on: !locked })}>
            {locked ? "Let people in again" : "Lock the room"}
          </Act>
        )}
        {room.state === "scheduled" ? null : <Act run={() => session.act("last_round", about)}>Last round, then close</Act>}
        <button type="button" onClick={() => setAsking(true)}>
          Ask a moderator
        </button>
        <Act run={() => session.act("leave_room", about)}>Leave it to the other</Act>
        <button type="button" onClick={() => setClosing(true)}>
          Close now
        </button>
      </p>
      {asking ? <AskModerator conversation={room.id} session={session} close={() => setAsking(false)} /> : null}
      {closing ? <CloseQuestion room={room} session={session} close={() => setClosing(false)} /> : null}
    </section>
  );
}

function CloseQuestion({ room, session, close }: RoomPartProps & { readonly close: () => void }) {
  return (
    <Question
      title="Close the room now?"
      yes="Close the room"
      grave
      run={() => session.act("close_room", { room: room.id })}
      trouble={session.desk.value.trouble}
      close={close}
    >
      <p>Everybody in it is told that it is closed. With the last round they would have five minutes to say goodbye.</p>
    </Question>
  );
}

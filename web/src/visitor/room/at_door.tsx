// At the door: the room has not started, is full or is locked. One may go to one person instead.
import type { RoomHere } from "../../contract";
import type { BeforeProps } from "../before";
import { HelpHere } from "../parts/help_here";
import { Forget } from "../parts/forget";
import { Screen } from "../parts/screen";
import { Breathing } from "../talk/breathing";
import { filled } from "../sentence";
import { WORDS } from "../words";
import { CalledHere } from "../parts/called_here";
import { RoomFacts } from "./room_facts";

export function AtDoor({ state, data, visit }: BeforeProps) {
  const room = state.view?.room ?? null;
  if (room === null) return <Screen title={WORDS.chat.common.connecting}>{null}</Screen>;
  return (
    <Screen title={WORDS.room.title}>
      <RoomFacts data={data} room={room} />
      <div role="status">
        <p>{why(room)}</p>
        {room.place ? (
          <p class="place">{room.place === 1 ? WORDS.chat.room.first : filled(WORDS.chat.room.place, { n: room.place })}</p>
        ) : null}
      </div>
      <CalledHere name={state.view?.pseudonym ?? ""} />
      <Breathing />
      <div class="row">
        <button type="button" disabled={state.busy} onClick={() => void visit.talkAlone()}>
          {WORDS.chat.room.alone}
        </button>
        <button type="button" class="plain" disabled={state.busy} onClick={() => void visit.end()}>
          {WORDS.chat.room.leave_door}
        </button>
      </div>
      <Forget {...{ state, data, visit }} />
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}

function why({ state }: RoomHere): string {
  const { not_open, locked, full } = WORDS.room;
  if (state === "scheduled") return not_open;
  return state === "locked" ? locked : full;
}

// At the door: the room has not started, is full or is locked. One may go to one person instead.
import type { RoomHere } from "../../contract";
import type { BeforeProps } from "../before";
import { HelpHere } from "../parts/numbers";
import { Screen } from "../parts/screen";
import { Breathing } from "../talk/breathing";
import { WORDS } from "../words";
import { RoomFacts } from "./room_facts";
import type { RoomWords } from "./room_words";

export function AtDoor({ state, data, visit }: BeforeProps) {
  const room = state.view?.room ?? null;
  const words = state.roomWords;
  if (room === null || words === null) return <Screen title={WORDS.connecting}>{null}</Screen>;
  return (
    <Screen title={words.title}>
      <RoomFacts data={data} room={room} />
      <div role="status">
        <p>{why(words, room)}</p>
        {room.place ? (
          <p class="place">{room.place === 1 ? WORDS.room_next : `${WORDS.room_your_place} ${room.place}`}</p>
        ) : null}
      </div>
      <p>
        {WORDS.you_are} <strong>{state.view?.pseudonym}</strong>. <span class="quiet">{WORDS.real_name}</span>
      </p>
      <Breathing />
      <div class="row">
        <button type="button" disabled={state.busy} onClick={() => void visit.talkAlone()}>
          {WORDS.room_alone}
        </button>
        <button type="button" class="plain" disabled={state.busy} onClick={() => void visit.end()}>
          {WORDS.room_leave_door}
        </button>
      </div>
      <HelpHere data={data} region={state.answers.region} />
    </Screen>
  );
}

function why({ not_open, locked, full }: RoomWords, { state }: RoomHere): string {
  if (state === "scheduled") return not_open;
  return state === "locked" ? locked : full;
}

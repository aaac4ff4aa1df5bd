// Before one comes in: what the room is, what its people ask of each other, what stays private.
import { useState } from "preact/hooks";
import type { RoomCard } from "../../contract";
import { Agree, Private, type BeforeProps } from "../before";
import { HelpHere } from "../parts/help_here";
import { Screen } from "../parts/screen";
import { counted } from "../sentence";
import { WORDS } from "../words";
import { RoomFacts } from "./room_facts";

export function RoomDoor(props: BeforeProps) {
  const { state, data, visit } = props;
  const room = state.view?.rooms.find((one) => one.id === state.room) ?? null;
  const words = WORDS.room;
  return (
    <Screen title={words.title}>
      <p>{words.about}</p>
      {room === null ? <p role="status">{state.view === null ? WORDS.chat.common.connecting : WORDS.chat.room.gone}</p> : null}
      {room === null ? null : <Rules {...props} room={room} />}
      <p>
        <a class="button plain" href={data.home} onClick={() => visit.unstarted()}>
          {WORDS.chat.common.back}
        </a>
      </p>
      <HelpHere {...{ state, data, visit }} />
    </Screen>
  );
}

type RulesProps = BeforeProps & { readonly room: RoomCard };

function Rules({ state, data, visit, room }: RulesProps) {
  const [agreed, agree] = useState(false);
  const [asked, ask] = useState(false);
  const { rules, rules_title, agree: label } = WORDS.room;
  const full = room.taken >= room.capacity;
  return (
    <>
      <RoomFacts data={data} room={room} />
      <p role="status">{placesWords(room)}</p>
      <h2>{rules_title}</h2>
      <ul>
        {rules.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <Private />
      <Agree label={label} agreed={agreed} missing={asked && !agreed} agree={agree} />
      {room.near ? (
        <button
          type="button"
          class="primary"
          disabled={state.busy || state.link !== "up"}
          onClick={() => (agreed ? void visit.enterRoom() : ask(true))}
        >
          {full ? WORDS.chat.room.wait : WORDS.chat.room.enter}
        </button>
      ) : (
        <p class="trouble">{WORDS.chat.room.early}</p>
      )}
    </>
  );
}

function placesWords(room: RoomCard): string {
  const free = room.capacity - room.taken;
  if (free <= 0) return WORDS.chat.room.full;
  return counted(WORDS.chat.room.places, free);
}

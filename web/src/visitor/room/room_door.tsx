// Before one comes in: what the room is, what its people ask of each other, what stays private.
import { useState } from "preact/hooks";
import type { RoomCard } from "../../contract";
import { Agree, Private, type BeforeProps } from "../before";
import { HelpHere } from "../parts/numbers";
import { Screen } from "../parts/screen";
import { WORDS } from "../words";
import { RoomFacts } from "./room_facts";
import type { RoomWords } from "./room_words";

export function RoomDoor(props: BeforeProps) {
  const { state, data, visit } = props;
  const room = state.view?.rooms.find((one) => one.id === state.room) ?? null;
  const words = state.roomWords;
  if (words === null) return <Screen title={WORDS.connecting}>{null}</Screen>;
  return (
    <Screen title={words.title}>
      <p>{words.about}</p>
      {room === null ? <p role="status">{state.view === null ? WORDS.connecting : WORDS.room_gone}</p> : null}
      {room === null ? null : <Rules {...props} room={room} words={words} />}
      <p>
        <a class="button plain" href="/" onClick={() => visit.unstarted()}>
          {WORDS.back}
        </a>
      </p>
      <HelpHere data={data} region={state.answers.region} />
    </Screen>
  );
}

type RulesProps = BeforeProps & { readonly room: RoomCard; readonly words: RoomWords };

function Rules({ state, data, visit, room, words }: RulesProps) {
  const [agreed, agree] = useState(false);
  const [asked, ask] = useState(false);
  const { rules, rules_title, agree: label } = words;
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
      <Private data={data} />
      <Agree label={label} agreed={agreed} missing={asked && !agreed} agree={agree} />
      {room.near ? (
        <button
          type="button"
          class="primary"
          disabled={state.busy || state.link !== "up"}
          onClick={() => (agreed ? void visit.enterRoom() : ask(true))}
        >
          {full ? WORDS.room_wait : WORDS.room_enter}
        </button>
      ) : (
        <p class="trouble">{WORDS.room_early}</p>
      )}
    </>
  );
}

function placesWords(room: RoomCard): string {
  const free = room.capacity - room.taken;
  if (free <= 0) return WORDS.room_full;
  return `${free} ${free === 1 ? WORDS.room_place : WORDS.room_places}`;
}

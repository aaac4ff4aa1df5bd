// Who is in the room: hands first, then whom one worries about. Each with what one can do.
import { useState } from "preact/hooks";
import type { DeskRoom, RoomPerson } from "../../contract";
import { inWords, now, secondsSince } from "../clock";
import type { DeskSession } from "../desk/session";
import { Act } from "../parts/act";
import { countryInWords, EmergencyThere } from "../parts/country";
import { LevelMark } from "../parts/level";
import { Question } from "../parts/question";

export interface RoomPartProps {
  readonly room: DeskRoom;
  readonly session: DeskSession;
}

export function RoomPeople({ room, session }: RoomPartProps) {
  const [removing, remove] = useState<RoomPerson | null>(null);
  const people = [...room.people].sort(handsFirst);
  return (
    <section class="sheet" aria-labelledby="people-here">
      <h2 id="people-here">
        {room.people.length} of {room.capacity} here
      </h2>
      {people.length === 0 ? <p class="quiet">Nobody has come in yet.</p> : null}
      <ul class="room-people">
        {people.map((person) => (
          <li key={person.name}>
            <Facts person={person} />
            <Acts person={person} room={room} session={session} remove={() => remove(person)} />
          </li>
        ))}
      </ul>
      <p class="quiet small">
        {room.company.length === 0 ? "You are here alone." : `Also here: ${room.company.map((one) => one.name).join(", ")}.`}
      </p>
      {removing === null ? null : (
        <Question
          title={`Take ${removing.name} out of the room?`}
          yes="Take out"
          grave
          run={() => session.act("remove_member", { room: room.id, member: removing.name })}
          trouble={session.desk.value.trouble}
          close={() => remove(null)}
        >
          <p>They are told so kindly, and wait for one peer instead. The group reads only that they have gone out.</p>
        </Question>
      )}
    </section>
  );
}

function Facts({ person }: { readonly person: RoomPerson }) {
  const notes = [
    person.present ? "" : "connection away",
    person.muted ? "muted" : "",
    person.aside ? "talks alone" : "",
    person.waits ? "in danger, first in line, nobody is with them yet" : "",
    person.flag === null ? "" : `flag ${person.flag}`,
    countryInWords(person.country),
  ].filter((note) => note !== "");
  return (
    <>
      <p>
        <strong>{person.name}</strong> {person.level === 0 ? null : <LevelMark level={person.level} />}{" "}
        <span class="quiet small">{notes.join(", ")}</span>
        {person.hand_at === null ? null : (
          <strong class="hand"> Hand up for {inWords(secondsSince(person.hand_at, now.value))}</strong>
        )}
      </p>
      <EmergencyThere country={person.country} level={person.level} />
    </>
  );
}

type ActsProps = RoomPartProps & { readonly person: RoomPerson; readonly remove: () => void };

function Acts({ person, room, session, remove }: ActsProps) {
  const about = { room: room.id, member: person.name };
  if (person.aside || person.waits) {
    return (
      <p class="row">
        {person.aside ? null : (
          <Act run={() => session.act("take_aside", about)} label={`Talk alone with ${person.name}`}>
            Talk alone
          </Act>
        )}
        <Act run={() => session.act("bring_back", about)} label={`Back to the group: ${person.name}`}>
          Back to the group
        </Act>
      </p>
    );
  }
  return (
    <p class="row">
      {person.hand_at === null ? null : (
        <Act run={() => session.act("lower_hand", about)} label={`Hand seen: ${person.name}`}>
          Hand seen
        </Act>
      )}
      <Act run={() => session.act("take_aside", about)} label={`Talk alone with ${person.name}`}>
        Talk alone
      </Act>
      <Act
        run={() => session.act("mute", { ...about, on: !person.muted })}
        label={person.muted ? `Let write again: ${person.name}` : `Mute ${person.name}`}
      >
        {person.muted ? "Let write again" : "Mute"}
      </Act>
      <button type="button" aria-label={`Take out ${person.name}`} onClick={remove}>
        Take out
      </button>
    </p>
  );
}

function handsFirst(a: RoomPerson, b: RoomPerson): number {
  return (a.hand_at ?? "~").localeCompare(b.hand_at ?? "~") || b.level - a.level || a.name.localeCompare(b.name);
}

// Which room this is, who one is here, and who else is in it.
import { useEffect, useRef } from "preact/hooks";
import type { Company, RoomHere } from "../../contract";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";
import { topicOf } from "./room_facts";

export interface RoomProps extends BeforeProps {
  readonly room: RoomHere;
}

export function RoomHead({ state, data, room }: RoomProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header class="head">
      <h1 ref={heading} tabIndex={-1}>
        {topicOf(data, room.topic)}
      </h1>
      <p>
        {WORDS.you_are} <strong>{state.view?.pseudonym}</strong>. <span class="quiet">{WORDS.real_name}</span>
      </p>
      <p class="small">
        {WORDS.room_people} {(state.view?.company ?? []).map(named).join(", ")}
      </p>
      {room.slow > 0 ? (
        <p class="small quiet">
          {WORDS.room_slow} {room.slow} {WORDS.seconds}
        </p>
      ) : null}
    </header>
  );
}

function named({ name, role }: Company): string {
  if (role === "visitor") return name;
  return `${name} (${role === "moderator" ? WORDS.supervisor : WORDS.room_host})`;
}

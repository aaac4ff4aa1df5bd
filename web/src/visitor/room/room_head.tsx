// Which room this is, who one is here, and who else is in it.
import { useEffect, useRef } from "preact/hooks";
import type { Company, RoomHere } from "../../contract";
import type { BeforeProps } from "../before";
import { CalledHere } from "../parts/called_here";
import { counted, filled } from "../sentence";
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
      <CalledHere name={state.view?.pseudonym ?? ""} />
      <p class="small">
        {filled(WORDS.chat.room.people, { names: (state.view?.company ?? []).map(named).join(", ") })}
      </p>
      {room.slow > 0 ? (
        <p class="small quiet">{counted(WORDS.chat.room.slow, room.slow)}</p>
      ) : null}
    </header>
  );
}

function named({ name, role }: Company): string {
  if (role === "visitor") return name;
  return `${name} (${role === "moderator" ? WORDS.chat.log.supervisor : WORDS.chat.room.host})`;
}

// The rooms that this peer looks after: when they are, the way in, and which one is in front.
import type { DeskRoom } from "../../contract";
import { clock, moment } from "../../shared/times";
import type { DeskSession } from "../desk/session";
import { Act } from "../parts/act";
import { languageName, topicLabel, type Service } from "../service";

export interface RoomListProps {
  readonly session: DeskSession;
  readonly service: Service;
}

export function RoomList({ session, service }: RoomListProps) {
  const rooms = session.desk.value.view?.rooms ?? [];
  if (rooms.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="rooms">
      <h2 id="rooms">Your rooms</h2>
      <ul class="talks">
        {rooms.map((room) => (
          <li key={room.id}>
            <Item room={room} session={session} service={service} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Item({ room, session, service }: RoomListProps & { readonly room: DeskRoom }) {
  const name = topicLabel(service, room.topic);
  const hands = room.people.filter((person) => person.hand_at !== null).length;
  if (room.inside) {
    const current = session.desk.value.chosen === room.id;
    return (
      <button type="button" aria-current={current} onClick={() => session.apply({ kind: "chosen", conversation: room.id })}>
        {name} {hands === 0 ? "" : hands === 1 ? "· 1 hand" : `· ${hands} hands`}
      </button>
    );
  }
  return (
    <>
      <p>
        <strong>{name}</strong>, {moment(room.opens_at)} to {clock(room.closes_at)} · {languageName(service, room.language)}
      </p>
      <p class="quiet small">
        {room.facilitator} and {room.co_facilitator} look after it. {doorInWords(room.at_door)}
      </p>
      {room.near ? <ComeIn room={room} session={session} /> : <p class="quiet small">You can come in half an hour before it opens.</p>}
    </>
  );
}

function ComeIn({ room, session }: Omit<RoomListProps, "service"> & { readonly room: DeskRoom }) {
  if (session.desk.value.view?.duty !== "ready") {
    return <p class="quiet small">Start a shift first; then you can come in. You get no offers while you are in a room.</p>;
  }
  return (
    <Act class="primary" run={() => session.act("host_room", { room: room.id })}>
      Come in
    </Act>
  );
}

export function doorInWords(count: number): string {
  if (count === 0) return "Nobody is at the door.";
  return count === 1 ? "1 person is at the door." : `${count} people are at the door.`;
}

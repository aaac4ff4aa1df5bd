// A room in front of one of the two who look after it: its words, its people, and what one can do.
import type { DeskRoom } from "../../contract";
import { inPlain } from "../../shared/known";
import type { DeskSession } from "../desk/session";
import { topicLabel, type Service } from "../service";
import { Composer } from "../talk/composer";
import { Log } from "../talk/log";
import { ANY } from "../talk/looking";
import type { Phrasing } from "../talk/phrases";
import { talkOf } from "../talk/words";
import { RoomActs } from "./room_acts";
import { RoomPeople } from "./room_people";

export interface RoomTalkProps {
  readonly room: DeskRoom;
  readonly session: DeskSession;
  readonly service: Service;
}

export function RoomTalk({ room, session, service }: RoomTalkProps) {
  const { words } = session.desk.value;
  const name = topicLabel(service, room.topic);
  const phrasing: Phrasing = {
    ...{ team: "rooms", language: room.language, topic: room.topic, country: ANY, now: [] },
    find: (asked) => session.link.ask("find_resources", asked),
  };
  return (
    <>
      <section class="talk" aria-label={`Room: ${name}`}>
        <h2>
          Room: {name} <span class="quiet small">{stateInWords(room)}</span>
        </h2>
        <Log
          label={`Messages in the room ${name}`}
          talk={talkOf(words, room.id)}
          unsent={words.outbox.filter((item) => item.conversation === room.id)}
          courier={session.courier}
          to="visitor"
        />
        <Composer to={room.id} name="visitor" label="Write to the room" courier={session.courier} phrasing={phrasing} />
      </section>
      <aside class="helps" aria-label="Beside the room">
        <RoomPeople room={room} session={session} />
        <RoomActs room={room} session={session} />
      </aside>
    </>
  );
}

const STATES: Readonly<Record<DeskRoom["state"], string>> = {
  scheduled: "It opens when its facilitator is here.",
  open: "open",
  locked: "locked: nobody new comes in",
  closed: "closed",
};

function stateInWords(room: DeskRoom): string {
  return inPlain(STATES, room.state);
}

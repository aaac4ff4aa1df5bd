// Rooms that are open or planned, and a plan for a new one.
import { useEffect, useState } from "preact/hooks";
import type { PlannedRoom, Rooms } from "../../contract";
import { clock, moment } from "../../shared/times";
import { ask } from "../api";
import { Question } from "../parts/question";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { topicLabel, type Service } from "../service";
import type { Trouble } from "../trouble";
import { PlanRoom } from "./plan_room";

const AGAIN = 15_000; // milliseconds: people come and go

export function RoomsPage({ service }: { readonly service: Service }) {
  const [known, setKnown] = useState<Rooms | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/rooms", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setKnown(answer.body);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="page" id="main">
      <h1>Rooms</h1>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {known === null ? <p role="status">One moment …</p> : <PlanRoom known={known} service={service} planned={load} />}
      {known === null ? null : <Planned rooms={known.rooms} service={service} changed={load} />}
    </main>
  );
}

interface PlannedProps {
  readonly rooms: readonly PlannedRoom[];
  readonly service: Service;
  readonly changed: () => Promise<void>;
}

function Planned({ rooms, service, changed }: PlannedProps) {
  const [ending, end] = useState<PlannedRoom | null>(null);
  return (
    <section class="sheet" aria-labelledby="planned">
      <h2 id="planned">Open and planned</h2>
      {rooms.length === 0 ? <p class="quiet">There is no room.</p> : null}
      {rooms.length === 0 ? null : (
        <Wide label="Table of rooms">
          <thead>
            <tr>
              <th scope="col">About</th>
              <th scope="col">When</th>
              <th scope="col">State</th>
              <th scope="col">Looked after by</th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <tr key={room.id}>
                <th scope="row">{topicLabel(service, room.topic)}</th>
                <td>
                  {moment(room.opens_at)} to {clock(room.closes_at)}
                </td>
                <td>
                  {room.state}, {room.taken} of {room.capacity}, {room.at_door} at the door
                </td>
                <td>
                  {room.facilitator}, {room.co_facilitator}
                </td>
                <td>
                  <button type="button" aria-label={`Call off: ${topicLabel(service, room.topic)}`} onClick={() => end(room)}>
                    {room.state === "scheduled" ? "Call off" : "Close"}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </Wide>
      )}
      {ending === null ? null : <EndQuestion room={ending} changed={changed} close={() => end(null)} />}
    </section>
  );
}

interface EndProps {
  readonly room: PlannedRoom;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

function EndQuestion({ room, changed, close }: EndProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const answer = await ask("/api/rooms/end", { room: room.id });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
    return answer.ok;
  };
  const planned = room.state === "scheduled";
  return (
    <Question grave title={planned ? "Call this room off?" : "Close this room?"} yes={planned ? "Call off" : "Close"} {...{ run, trouble, close }}>
      <p>{planned ? "Who waits at its door is told that it does not take place." : "Everybody in it is told that it is closed."}</p>
    </Question>
  );
}

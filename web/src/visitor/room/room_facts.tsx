// What a room is about, and when, in the visitor's own time.
import { clock, moment } from "../../shared/times";
import type { PageData } from "../data";
import { WORDS } from "../words";

export interface RoomFactsProps {
  readonly data: PageData;
  readonly room: { readonly topic: string; readonly opens_at: string; readonly closes_at: string; readonly state: string };
}

export function topicOf(data: PageData, id: string): string {
  return data.topics.find((topic) => topic.id === id)?.label ?? id.replace(/_/g, " ");
}

export function RoomFacts({ data, room }: RoomFactsProps) {
  return (
    <p>
      {WORDS.room_about} <strong>{topicOf(data, room.topic)}</strong>
      <br />
      {room.state === "scheduled" ? (
        <>
          {WORDS.room_starts} <time dateTime={room.opens_at}>{moment(room.opens_at)}</time>.
        </>
      ) : (
        WORDS.room_open
      )}{" "}
      {WORDS.room_ends} <time dateTime={room.closes_at}>{clock(room.closes_at)}</time>.
    </p>
  );
}

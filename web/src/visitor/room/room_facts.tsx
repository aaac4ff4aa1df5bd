// What a room is about, and when, in the visitor's own time.
import type { PageData } from "../data";
import { With } from "../sentence";
import { clock, moment } from "../times";
import { WORDS } from "../words";

export interface RoomFactsProps {
  readonly data: PageData;
  readonly room: { readonly topic: string; readonly opens_at: string; readonly closes_at: string; readonly state: string };
}

export function topicOf(data: PageData, id: string): string {
  return data.topics.find((topic) => topic.id === id)?.label ?? id.replace(/_/g, " ");
}

export function RoomFacts({ data, room }: RoomFactsProps) {
  const words = WORDS.chat.room;
  const starts = <time dateTime={room.opens_at}>{moment(room.opens_at)}</time>;
  const ends = <time dateTime={room.closes_at}>{clock(room.closes_at)}</time>;
  return (
    <p>
      <With sentence={words.about} parts={{ topic: <strong>{topicOf(data, room.topic)}</strong> }} />
      <br />
      {room.state === "scheduled" ? <With sentence={words.starts} parts={{ time: starts }} /> : words.open}{" "}
      <With sentence={words.ends} parts={{ time: ends }} />
    </p>
  );
}

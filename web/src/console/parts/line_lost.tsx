// What a lost line means for one's shift: away after some seconds, and after minutes the shift has ended.
import { lost, type Place } from "../alert/line_lost";

const ENDED: Readonly<Record<Place, string>> = {
  desk: "Your shift has ended: the line was down for too long. Whom you talked with is first in line. Start your shift again when you can be here.",
  wall: "You are off duty: the line was down for too long. Go on duty again when you can be here.",
};

/** After the words that there is no connection. */
export function awayInWords(place: Place, before: string): string {
  if (lost.value[place] !== "away") return before;
  return place === "desk" ? "You are shown as away: nobody new is brought to you. What you write is kept, and sent when the line is back." : before;
}

export function LineLost({ place }: { readonly place: Place }) {
  return <div role="status">{lost.value[place] === "ended" ? <p class="trouble">{ENDED[place]}</p> : null}</div>;
}

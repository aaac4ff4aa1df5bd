// Which screen belongs to a state of the visit. A page that stays open across an update may not know the state.
import type { Company, VisitState, VisitView } from "../contract";
import { isKnown, wordsFor } from "../shared/known";

export type Place = "connecting" | "at_door" | "in_room" | "talk" | "lapsed" | "after";

const PLACES: Readonly<Record<VisitState, Place>> = {
  arrived: "connecting",
  consented: "connecting",
  waiting: "talk",
  offered: "talk",
  talking: "talk",
  at_door: "at_door",
  in_room: "in_room",
  lapsed: "lapsed",
  ended: "after",
  left: "after",
};

type Seen = Pick<VisitView, "state" | "conversation" | "company" | "room">;

export function placeOf(view: Seen | null): Place {
  if (view === null) return "connecting";
  return wordsFor<VisitState, Place>(PLACES, view.state, whereOneCanWrite(view));
}

/** In a state that this page does not know one goes on talking where one was. */
function whereOneCanWrite({ conversation, room }: Seen): Place {
  if (conversation === null) return "connecting";
  return room === null || room.aside ? "talk" : "in_room";
}

/** The server is newer than this page. */
export function isNewer(view: Pick<VisitView, "state"> | null): boolean {
  return view !== null && !isKnown(PLACES, view.state);
}

/** Somebody answers them; in a state that this page does not know, if somebody is there. */
export function isTalking(view: Seen | null): boolean {
  if (view === null) return false;
  return isNewer(view) ? view.company.some(answers) : view.state === "talking";
}

function answers({ role, standing }: Company): boolean {
  return role !== "visitor" && standing === "speaker";
}

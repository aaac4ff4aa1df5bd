// What must sound, and what the tab's title counts. Pure: the browser's part is in alerts.ts.
import type { LockedView } from "../../contract";
import { type Desk, unseenWords } from "../desk/state";
import { NOT_TOLD_YET, NOTHING_WAITS } from "../locked";
import { isCalled } from "../wall/nobody";
import { flagWaits, sounding } from "../wall/order";
import type { Wall } from "../wall/state";
import type { Tone } from "./ring";
import { unseenWaits, waits } from "./waits";

export interface Scene {
  readonly desk: Desk | null;
  readonly wall: Wall | null;
  /** Offers that this person has seen: their ringing has done its work. */
  readonly seen: readonly string[];
  /** Words that came while nobody looked at the tab. */
  readonly unread: number;
}

/** The worst wins: an alarm or a flag that waits and is of the highest level, or calls, before an offer. */
export function toneOf(scene: Scene): Tone | null {
  if (alarming(scene.wall)) return "urgent";
  const asked = waitedFor(scene.desk) || scene.wall?.asked;
  const wanted = [...unseenOffers(scene), ...unseenCalls(scene), ...unseenWaits(scene)].length + behind(scene).asks > 0;
  return wanted || asked ? "offer" : null;
}

/** What sounded when the lock fell sounds until the first answer from behind it says otherwise. */
export function toneAfter(before: Tone | null, scene: Scene): Tone | null {
  const tone = toneOf(scene);
  const isTold = ![scene.desk, scene.wall].some(awaitsAnswer);
  return isTold || tone === "urgent" ? tone : (before ?? tone);
}

/** Another tab has the line, or nobody is let in: then no answer comes here. */
function awaitsAnswer(page: Desk | Wall | null): boolean {
  return page?.behind === NOT_TOLD_YET && page.link !== "elsewhere" && page.link !== "refused";
}

export function titleOf(scene: Scene, name: string): string {
  const elsewhere = scene.desk === null ? 0 : unseenWords(scene.desk);
  const { asks, flags, words } = behind(scene);
  const waiting = asks + flags + words + waits(scene).length;
  const count = offers(scene.desk).length + calls(scene.wall) + Math.max(scene.unread, elsewhere) + waiting;
  return count === 0 ? name : `(${count}) ${name}`;
}

/** Behind a lock the pages hold no more than this. */
export function behind({ desk, wall }: Pick<Scene, "desk" | "wall">): LockedView {
  const views = [desk?.behind ?? NOTHING_WAITS, wall?.behind ?? NOTHING_WAITS];
  return views.reduce((all, one) => ({
    asks: all.asks + one.asks,
    flags: all.flags + one.flags,
    urgent: all.urgent || one.urgent,
    words: all.words + one.words,
  }));
}

export function unseenOffers(scene: Pick<Scene, "desk" | "seen">): readonly string[] {
  return offers(scene.desk).filter((id) => !scene.seen.includes(id));
}

/** What waits for this person's yes or no: visitors, and conversations to take over. */
export function offers(desk: Desk | null): readonly string[] {
  const asked = desk?.view?.asked ?? null;
  return [...(desk?.view?.offers ?? []), ...(asked === null ? [] : [asked])].map((one) => one.id);
}

export function unseenCalls(scene: Pick<Scene, "desk" | "seen">): readonly string[] {
  return roomCalls(scene.desk).filter((id) => !scene.seen.includes(id));
}

/** In the rooms that this person looks after: hands that are up, and who is in danger with nobody there yet. */
export function roomCalls(desk: Desk | null): readonly string[] {
  return (desk?.view?.rooms ?? []).flatMap((room) =>
    room.people.flatMap(({ name, hand_at, waits }) => [
      ...(hand_at === null ? [] : [`hand ${room.id} ${name} ${hand_at}`]),
      ...(waits ? [`waits ${room.id} ${name}`] : []),
    ]),
  );
}

/** A visitor has waited for this peer's answer for so long that the peer was asked. */
function waitedFor(desk: Desk | null): boolean {
  return (desk?.view?.conversations ?? []).some(({ silence }) => silence?.mine ?? false);
}

function alarming(wall: Wall | null): boolean {
  if (wall === null) return false;
  if (wall.alarms.length > 0 || wall.behind?.urgent) return true;
  return isCalled(wall) && sounding(Object.values(wall.flags), wall.silenced).length > 0;
}

function calls(wall: Wall | null): number {
  if (wall === null) return 0;
  const flags = isCalled(wall) ? Object.values(wall.flags).filter(flagWaits) : [];
  return wall.alarms.length + flags.length;
}

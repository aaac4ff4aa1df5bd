// What the peer's page knows. Plain data; changed only by `next`.
import type { DeskConversation, DeskRoom, DeskView, LockedView } from "../../contract";
import type { LinkState } from "../../shared/link";
import { waitingSince } from "../talk/waiting";
import { NO_WORDS, nextLocked, nextWords, onlyOf, talkOf, unsentOf, type Words, withReceived, type WordsChange } from "../talk/words";
import type { Trouble } from "../trouble";
import { type Seen, unreadIn, withKnown, withSeen } from "./unread";

/** An end that was asked for and is not sent yet: it can be taken back until `at`. */
export interface Ending {
  readonly conversation: string;
  readonly at: number;
}

export interface Desk {
  readonly link: LinkState;
  readonly view: DeskView | null;
  /** How much waits, while the console is locked and all else is gone from the page. */
  readonly behind: LockedView | null;
  readonly words: Words;
  readonly chosen: string | null;
  readonly seen: Seen;
  readonly ending: Ending | null;
  readonly trouble: Trouble | null;
}

export type DeskChange =
  | { readonly kind: "link"; readonly state: LinkState }
  | { readonly kind: "view"; readonly view: DeskView }
  | { readonly kind: "renewed"; readonly view: DeskView }
  | { readonly kind: "behind"; readonly view: LockedView }
  | { readonly kind: "chosen"; readonly conversation: string }
  | { readonly kind: "ending"; readonly ending: Ending | null }
  | { readonly kind: "trouble"; readonly trouble: Trouble | null }
  | WordsChange;

export const START: Desk = {
  link: "connecting",
  view: null,
  behind: null,
  words: NO_WORDS,
  chosen: null,
  seen: {},
  ending: null,
  trouble: null,
};

/** What is in front has been seen. */
export function next(desk: Desk, change: DeskChange): Desk {
  const after = changed(desk, change);
  const front = inFront(after);
  const shown = front === null ? [] : [front.id, ...(front.backstage === null ? [] : [front.backstage])];
  const seen = withSeen(after.seen, after.words, shown);
  return seen === after.seen ? after : { ...after, seen };
}

function changed(desk: Desk, change: DeskChange): Desk {
  switch (change.kind) {
    case "link":
      return { ...desk, link: change.state };
    case "view":
      return withView(desk, change.view);
    case "renewed":
      return desk.behind === null ? withView(desk, change.view) : desk; // a page behind the lock asks for the whole
    case "behind":
      return behindLock(desk, change.view);
    case "chosen":
      return { ...desk, chosen: change.conversation };
    case "ending":
      return { ...desk, ending: change.ending };
    case "trouble":
      return { ...desk, trouble: change.trouble };
    default:
      return { ...desk, words: (desk.behind === null ? nextWords : nextLocked)(desk.words, change) };
  }
}

/** What can be in front, in the order in which it is listed: who has waited longest for an answer first. */
export function places(desk: Desk): readonly string[] {
  const { view } = desk;
  if (view === null) return [];
  const talks = view.conversations.map((one) => one.id).sort((a, b) => longer(waitsSince(desk, a), waitsSince(desk, b)));
  const rooms = view.rooms.filter((room) => room.inside).map((room) => room.id);
  return [...talks, ...rooms, ...(view.wrap_up === null ? [] : [view.wrap_up])];
}

/** Since when this visitor has waited for an answer. */
export function waitsSince({ words }: Desk, conversation: string): string | null {
  return waitingSince(talkOf(words, conversation).lines);
}

/** Who does not wait comes after who does; else they stay as they were. */
function longer(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Date.parse(a) - Date.parse(b);
}

/** Numbers stay, words go. */
function behindLock({ link, seen, chosen, words }: Desk, behind: LockedView): Desk {
  return { ...START, link, seen, chosen, words: unsentOf(words), behind };
}

/** The chosen one while it is there; else what there is to write up, a room, the first conversation. */
function frontId(desk: Desk): string | null {
  const all = places(desk);
  if (desk.chosen !== null && all.includes(desk.chosen)) return desk.chosen;
  return desk.view?.wrap_up ?? all[0] ?? null;
}

export const placeInFront = frontId;

/** The conversation in front, if it is one. */
export function inFront(desk: Desk): DeskConversation | null {
  const id = frontId(desk);
  return desk.view?.conversations.find((one) => one.id === id) ?? null;
}

/** What is written up in front, if it is that. */
export function toWrapUp(desk: Desk): string | null {
  const id = desk.view?.wrap_up ?? null;
  return id !== null && frontId(desk) === id ? id : null;
}

/** Words in conversations that are not in front, by conversation. */
export function unseenByTalk({ view, seen, words }: Desk): Readonly<Record<string, number>> {
  return Object.fromEntries((view?.conversations ?? []).map((one) => [one.id, unreadIn(seen, words, one)]));
}

export function unseenWords(desk: Desk): number {
  return Object.values(unseenByTalk(desk)).reduce((sum, one) => sum + one, 0);
}

/** Every conversation of the view with its backstage, and how many words each has. */
export function lastSeqs(view: DeskView): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const one of view.conversations) {
    found.set(one.id, one.last_seq);
    if (one.backstage !== null) found.set(one.backstage, one.backstage_seq);
  }
  for (const room of view.rooms) if (room.inside) found.set(room.id, room.last_seq);
  return found;
}

/** The room in front: the chosen one, or the one that one is in while there is no conversation. */
export function roomInFront(desk: Desk): DeskRoom | null {
  const id = frontId(desk);
  return desk.view?.rooms.find((room) => room.inside && room.id === id) ?? null;
}

function withView(desk: Desk, view: DeskView): Desk {
  const seqs = lastSeqs(view);
  const shown = new Set([...seqs.keys(), ...(view.wrap_up === null ? [] : [view.wrap_up])]);
  const gone = desk.ending !== null && !view.conversations.some((one) => one.id === desk.ending?.conversation);
  const words = onlyOf(withReceived(desk.words, view.conversations), shown);
  const seen = withKnown(desk.seen, seqs);
  return { ...desk, view, behind: null, words, seen, chosen: chosenIn(desk, view), ending: gone ? null : desk.ending };
}

/** Who is new comes to the front: one has just said yes to them. What was there stays there. */
function chosenIn(desk: Desk, view: DeskView): string | null {
  const before = desk.view?.conversations.map((one) => one.id);
  const fresh = before && view.conversations.find((one) => !before.includes(one.id));
  return fresh?.id ?? frontId(desk) ?? frontId({ ...desk, view }) ?? desk.chosen;
}

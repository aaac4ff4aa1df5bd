// What the peer's page knows. Plain data; changed only by `next`.
import type { DeskConversation, DeskRoom, DeskView } from "../../contract";
import type { LinkState } from "../../shared/link";
import { NO_WORDS, nextWords, onlyOf, type Words, withReceived, type WordsChange } from "../talk/words";
import type { Trouble } from "../trouble";

/** An end that was asked for and is not sent yet: it can be taken back until `at`. */
export interface Ending {
  readonly conversation: string;
  readonly at: number;
}

export interface Desk {
  readonly link: LinkState;
  readonly view: DeskView | null;
  readonly words: Words;
  readonly chosen: string | null;
  readonly ending: Ending | null;
  readonly trouble: Trouble | null;
}

export type DeskChange =
  | { readonly kind: "link"; readonly state: LinkState }
  | { readonly kind: "view"; readonly view: DeskView }
  | { readonly kind: "chosen"; readonly conversation: string }
  | { readonly kind: "ending"; readonly ending: Ending | null }
  | { readonly kind: "trouble"; readonly trouble: Trouble | null }
  | WordsChange;

export const START: Desk = {
  link: "connecting",
  view: null,
  words: NO_WORDS,
  chosen: null,
  ending: null,
  trouble: null,
};

export function next(desk: Desk, change: DeskChange): Desk {
  switch (change.kind) {
    case "link":
      return { ...desk, link: change.state };
    case "view":
      return withView(desk, change.view);
    case "chosen":
      return { ...desk, chosen: change.conversation };
    case "ending":
      return { ...desk, ending: change.ending };
    case "trouble":
      return { ...desk, trouble: change.trouble };
    default:
      return { ...desk, words: nextWords(desk.words, change) };
  }
}

/** The conversation in front: the chosen one while it is there, else the first. */
export function inFront(desk: Desk): DeskConversation | null {
  const there = desk.view?.conversations ?? [];
  return there.find((one) => one.id === desk.chosen) ?? there[0] ?? null;
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
  const inside = (desk.view?.rooms ?? []).filter((room) => room.inside);
  const chosen = inside.find((room) => room.id === desk.chosen);
  if (chosen) return chosen;
  return (desk.view?.conversations ?? []).length === 0 ? (inside[0] ?? null) : null;
}

function withView(desk: Desk, view: DeskView): Desk {
  const shown = new Set([...lastSeqs(view).keys(), ...(view.wrap_up === null ? [] : [view.wrap_up])]);
  const gone = desk.ending !== null && !view.conversations.some((one) => one.id === desk.ending?.conversation);
  return { ...desk, view, words: onlyOf(withReceived(desk.words, view.conversations), shown), ending: gone ? null : desk.ending };
}

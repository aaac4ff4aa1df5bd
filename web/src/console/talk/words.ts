// All words on this page: what was said, by conversation, and one's own that are not kept yet.
import type { Line, Note, Role } from "../../contract";
import { added, again, late, refused, settled, type Outbox, type Unsent } from "../../shared/outbox";
import type { Sent } from "../../shared/sender";
import {
  EMPTY,
  type Transcript,
  withHeard,
  withNotes,
  withReached,
  withRetracted,
  withTyping,
} from "./transcript";

export interface Words {
  readonly talks: Readonly<Record<string, Transcript>>;
  readonly outbox: Outbox;
}

export const NO_WORDS: Words = { talks: {}, outbox: [] };

type About<Kind extends string, Rest> = Readonly<{ kind: Kind; conversation: string } & Rest>;

type Told =
  | About<"heard", { lines: readonly Line[] }>
  | About<"noticed", { seq: number; notes: readonly Note[] }>
  | About<"retracted", { seq: number; words: "kept" | "gone" }>
  | About<"typing", { name: string; until: number }>
  | About<"reached", { role: Role; seq: number }>;

export type WordsChange =
  | Told
  | { readonly kind: "written"; readonly item: Unsent }
  | { readonly kind: "again"; readonly ref: string }
  | { readonly kind: "dropped"; readonly ref: string }
  | Exclude<Sent, { readonly kind: "kept" }>
  | About<"kept", { line: Line }>;

export function talkOf(words: Words, conversation: string): Transcript {
  return words.talks[conversation] ?? EMPTY;
}

export function nextWords(words: Words, change: WordsChange): Words {
  switch (change.kind) {
    case "written":
      return { ...words, outbox: added(words.outbox, change.item) };
    case "late":
      return { ...words, outbox: late(words.outbox, change.ref) };
    case "refused":
      return { ...words, outbox: refused(words.outbox, change.ref, change.code) };
    case "again":
      return { ...words, outbox: again(words.outbox, change.ref) };
    case "dropped":
      return { ...words, outbox: settled(words.outbox, change.ref) };
    case "kept":
      return withLines(words, change.conversation, [change.line]);
    case "heard":
      return withLines(words, change.conversation, change.lines);
    default:
      return withTalk(words, change.conversation, nextTalk(talkOf(words, change.conversation), change));
  }
}

/** What the page keeps behind a lock: one's own words that the server does not have yet. */
export function unsentOf({ outbox }: Words): Words {
  return { ...NO_WORDS, outbox };
}

/** Locked, nothing that is told comes in; what was on its way out goes out. */
export function nextLocked(words: Words, change: WordsChange): Words {
  return unsentOf(nextWords(words, change));
}

interface Reaching {
  readonly id: string;
  readonly received: number;
}

/** Up to where the visitors have everything, as the server has written it down. */
export function withReceived(words: Words, cards: readonly Reaching[]): Words {
  const told = cards.filter(({ received }) => received > 0);
  return told.reduce(
    (known, { id, received }) =>
      nextWords(known, { kind: "reached", conversation: id, role: "visitor", seq: received }),
    words,
  );
}

/** Forget the words of what is no longer on the page. */
export function onlyOf(words: Words, shown: ReadonlySet<string>): Words {
  const talks = Object.entries(words.talks).filter(([id]) => shown.has(id));
  return { ...words, talks: Object.fromEntries(talks) };
}

function nextTalk(talk: Transcript, change: Exclude<Told, { kind: "heard" }>): Transcript {
  switch (change.kind) {
    case "noticed":
      return withNotes(talk, change.seq, change.notes);
    case "retracted":
      return withRetracted(talk, change.seq, change.words);
    case "typing":
      return withTyping(talk, change.name, change.until);
    case "reached":
      return withReached(talk, change.role, change.seq);
  }
}

/** A resumed line of one's own settles the one that is still in the outbox. */
function withLines(words: Words, conversation: string, lines: readonly Line[]): Words {
  const kept = withTalk(words, conversation, withHeard(talkOf(words, conversation), lines));
  const refs = lines.filter((line) => line.mine).map((line) => line.ref);
  return { ...kept, outbox: refs.reduce<Outbox>(settled, kept.outbox) };
}

function withTalk(words: Words, conversation: string, talk: Transcript): Words {
  return { ...words, talks: { ...words.talks, [conversation]: talk } };
}

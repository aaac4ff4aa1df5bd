// What came to a conversation while another one was in front. Pure.
import type { DeskView } from "../../contract";
import { talkOf, type Words } from "../talk/words";

/** Up to which message somebody has seen each conversation and each backstage. */
export type Seen = Readonly<Record<string, number>>;

/** What stands in a conversation that is new to this page has been seen: it was there before. */
export function withKnown(seen: Seen, seqs: ReadonlyMap<string, number>): Seen {
  return Object.fromEntries([...seqs].map(([id, last]) => [id, seen[id] ?? last]));
}

/** The words of these, which are in front. */
export function withSeen(seen: Seen, words: Words, front: readonly string[]): Seen {
  const newer = front.flatMap((id) => {
    const last = talkOf(words, id).lines.at(-1)?.seq ?? 0;
    return last > (seen[id] ?? 0) ? [[id, last] as const] : [];
  });
  return newer.length === 0 ? seen : { ...seen, ...Object.fromEntries(newer) };
}

type Pair = Pick<DeskView["conversations"][number], "id" | "backstage">;

/** Others' words, a moderator's whispers among them. */
export function unreadIn(seen: Seen, words: Words, { id, backstage }: Pair): number {
  return [id, ...(backstage === null ? [] : [backstage])].reduce((sum, one) => sum + newIn(seen, words, one), 0);
}

function newIn(seen: Seen, words: Words, id: string): number {
  const known = seen[id] ?? 0;
  return talkOf(words, id).lines.filter((line) => line.seq > known && !line.mine && line.notice === null).length;
}

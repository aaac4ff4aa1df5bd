// Words that came while one looked elsewhere: heard, counted, and said whose they are.
import { effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Line } from "../../contract";
import { serverNow } from "../clock";
import { type Desk, unseenByTalk } from "../desk/state";
import { front } from "../house/tabs";
import { locked } from "../locked";
import { notify } from "./notify";
import { once } from "./ring";
import { say } from "./spoken";

/** Words that came to the desk while nobody looked at it. */
export const unread = signal(0);

/** What is read again after an unlock is no news, but for what came behind the lock. */
export function watchWords(desk: ReadonlySignal<Desk>): () => void {
  let since = serverNow();
  let before = theirs(desk.peek(), since);
  const locking = effect(() => {
    if (locked.value) since = serverNow();
  });
  const counting = effect(() => {
    const now = theirs(desk.value, since);
    const more = sum(now) - sum(before);
    if (more > 0 && (document.hidden || front.peek() !== "desk")) {
      unread.value = unread.peek() + more;
      say(newWordsOf(grown(desk.value, before, now)));
      void once("soft");
    }
    before = now;
  });
  return () => {
    locking();
    counting();
  };
}

/** Words for whom one is not looking at, while one looks at somebody else. */
export function watchOthers(desk: ReadonlySignal<Desk>): () => void {
  let before = unseenByTalk(desk.peek());
  return effect(() => {
    const now = unseenByTalk(desk.value);
    const fresh = grown(desk.value, before, now);
    before = now;
    if (fresh.length === 0 || front.peek() !== "desk") return;
    say(newWordsOf(fresh));
    if (!document.hidden) void once("soft");
  });
}

/** Whoever answers from the wall hears new words there, wherever they look. */
export function tellWords(who: readonly string[]): void {
  say(newWordsOf(who));
  void once("soft");
  if (document.hidden) notify("New words in a conversation that you answer", "words");
}

/** Nobody is named for what is whispered, or said in a room. */
function newWordsOf(who: readonly string[]): string {
  return who.length === 0 ? "New words on your desk." : `New words from ${who.join(" and ")}.`;
}

type Counts = Readonly<Record<string, number>>;

/** Visitors in whose conversations there is more than before. */
function grown({ view }: Desk, before: Counts, now: Counts): readonly string[] {
  const talks = (view?.conversations ?? []).filter(({ id }) => (now[id] ?? 0) > (before[id] ?? 0));
  return talks.map((one) => one.pseudonym);
}

function theirs({ words }: Desk, since: number): Counts {
  const isTheirs = (line: Line) => !line.mine && line.notice === null && Date.parse(line.at) > since;
  return Object.fromEntries(Object.entries(words.talks).map(([id, { lines }]) => [id, lines.filter(isTheirs).length]));
}

function sum(counts: Counts): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

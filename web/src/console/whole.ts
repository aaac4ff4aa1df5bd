// A page asks for all that it shows after each connect and each unlock; locked, only for how much waits.
import { effect, untracked } from "@preact/signals";
import type { Knock, LockedView } from "../contract";
import type { Answer } from "../shared/link";
import { learnLock } from "./api";
import { locked, opened } from "./locked";

const AGAIN = 2000; // milliseconds

export interface WholeNeeds {
  readonly up: () => boolean;
  readonly sync: () => Promise<Answer<unknown>>;
  readonly knock: () => Promise<Answer<unknown>>;
  /** Nothing that the page holds stays in it. */
  readonly shut: () => void;
}

export interface Whole {
  ask(): void;
  close(): void;
}

interface Behind {
  readonly kind: "behind";
  readonly view: LockedView;
}

interface Knocked {
  ask(name: "knock", body: Knock): Promise<Answer<LockedView>>;
}

export async function knock(link: Knocked, apply: (change: Behind) => void): Promise<Answer<LockedView>> {
  const answer = await link.ask("knock", {});
  if (answer.ok && locked.peek()) apply({ kind: "behind", view: answer.body });
  return answer;
}

/** A page that did not know yet asks whether it is so. */
export function hearLocked(view: LockedView, apply: (change: Behind) => void): void {
  if (locked.peek()) apply({ kind: "behind", view });
  else void learnLock();
}

/** What a lock from elsewhere was quicker than is told to whoever opens it: it was not done. */
export async function onceOpen<T>(asked: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await asked;
  if (answer.ok) return answer;
  if (answer.code === "locked") await learnLock();
  await opened();
  return answer;
}

export function createWhole(needs: WholeNeeds): Whole {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    clearTimeout(timer);
    const before = locked.peek();
    const answer = await (before ? needs.knock() : needs.sync());
    if (answer.ok || !needs.up() || locked.peek() !== before) return;
    if (answer.code === "locked") void learnLock();
    timer = setTimeout(() => needs.up() && void ask(), AGAIN);
  };
  const end = effect(() => {
    const isLocked = locked.value;
    untracked(() => {
      if (isLocked) needs.shut();
      if (needs.up()) void ask();
    });
  });
  return {
    ask: () => void ask(),
    close() {
      clearTimeout(timer);
      end();
    },
  };
}

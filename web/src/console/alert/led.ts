// Words of visitors whom this moderator answers, that came while they looked elsewhere.
import { computed, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { WallConversation } from "../../contract";
import { front } from "../house/tabs";
import { talkOf } from "../talk/words";
import type { Wall } from "../wall/state";

/** How many, by conversation. */
export const unheard = signal<Readonly<Record<string, number>>>({});

export function allUnheard(): number {
  return Object.values(unheard.value).reduce((sum, one) => sum + one, 0);
}

/** Who leads, or speaks where there is no peer: the visitor waits for their words. */
export function answersIn({ leading, joined, company }: WallConversation): boolean {
  return leading || (joined && !company.some((one) => one.role === "peer"));
}

export interface Led {
  /** Whatever is in front has been looked at. */
  readonly look: () => void;
  readonly end: () => void;
}

/** `tell` is told from whom. What was said before one began to answer is no news; what came behind a lock is. */
export function watchLed(wall: ReadonlySignal<Wall>, tell: (who: readonly string[]) => void): Led {
  const seen = new Map<string, number>();
  const count = () => {
    const cards = Object.values(wall.peek().conversations).filter(answersIn);
    for (const card of cards) seen.set(card.id, seenIn(wall.peek(), card, seen.get(card.id)));
    const counts = cards.map((card) => [card, newIn(wall.peek(), card.id, seen.get(card.id) ?? 0)] as const);
    const more = counts.filter(([card, many]) => many > (unheard.peek()[card.id] ?? 0));
    unheard.value = Object.fromEntries(counts.filter(([, many]) => many > 0).map(([card, many]) => [card.id, many]));
    if (more.length > 0) tell(more.map(([card]) => card.pseudonym));
  };
  const scene = computed(() => [wall.value, front.value]);
  const following = scene.subscribe(() => untracked(count));
  return {
    look: count,
    end() {
      following();
      unheard.value = {};
    },
  };
}

/** Up to where one has seen it: at first all that the server has of it, then what is looked at. */
function seenIn(wall: Wall, { id, last_seq }: WallConversation, before: number | undefined): number {
  const looks = document.visibilityState === "visible" && front.peek() === "wall" && wall.chosen === id;
  const newest = talkOf(wall.words, id).lines.at(-1)?.seq ?? 0;
  return Math.max(before ?? last_seq, looks ? newest : 0);
}

function newIn(wall: Wall, conversation: string, seen: number): number {
  const lines = talkOf(wall.words, conversation).lines;
  return lines.filter((line) => line.role === "visitor" && line.notice === null && line.seq > seen).length;
}

// The lines of desk and wall, and who hears it when one is down: whoever waits for a ring that can't come.
import { computed, type ReadonlySignal } from "@preact/signals";
import type { Desk } from "../desk/state";
import type { Wall } from "../wall/state";
import { watchLine } from "./line_lost";
import { notify } from "./notify";
import { once } from "./ring";
import { say } from "./spoken";

export function watchDeskLine(desk: ReadonlySignal<Desk>, away: number): () => void {
  const line = computed(() => ({ link: desk.value.link, duty: desk.value.view?.duty ?? null, news: desk.value.view }));
  return watchLine("desk", line, away, tell);
}

export function watchWallLine(wall: ReadonlySignal<Wall>, away: number): () => void {
  const line = computed(() => ({ link: wall.value.link, duty: wall.value.duty, news: wall.value.health }));
  return watchLine("wall", line, away, tell);
}

function tell(words: string): void {
  say(`${words}.`);
  void once("soft");
  if (document.hidden) notify(words, "line");
}

// A line that is down: since when one counts as away, and whether the shift has ended with it.
import { effect, signal, untracked, type ReadonlySignal } from "@preact/signals";
import type { DutyState } from "../../contract";
import type { LinkState } from "../../shared/link";
import { onDuty } from "../duty";

export type Place = "desk" | "wall";

/** `away`: the server counts this person as away. `ended`: it took them off duty meanwhile. */
export type Fate = "well" | "away" | "ended";

export const lost = signal<Readonly<Record<Place, Fate>>>({ desk: "well", wall: "well" });

export interface LineState {
  readonly link: LinkState;
  readonly duty: DutyState | null;
  /** What the server sent last: another one is news after the line came back. Null behind a lock. */
  readonly news: object | null;
}

const TOLD: Readonly<Record<Place, Readonly<Record<Exclude<Fate, "well">, string>>>> = {
  desk: { away: "No connection: you are shown as away", ended: "Your shift has ended: the line was down for too long" },
  wall: { away: "No connection: flags do not reach you", ended: "You are off duty: the line was down for too long" },
};

/** `away` in seconds, after which the server says so; `tell` what nobody should have to look for. */
export function watchLine(place: Place, line: ReadonlySignal<LineState>, away: number, tell: (words: string) => void): () => void {
  let worked = false;
  let dropped: object | "nothing" | null = null; // what was known when the line went down
  let timer: ReturnType<typeof setTimeout> | undefined;
  const become = (fate: Fate) => {
    if (lost.peek()[place] === fate) return;
    lost.value = { ...lost.peek(), [place]: fate };
    if (fate !== "well") tell(TOLD[place][fate]);
  };
  const fell = ({ news }: LineState) => {
    dropped ??= news ?? "nothing";
    if (worked) timer ??= setTimeout(() => become("away"), away * 1000);
  };
  const stands = ({ duty, news }: LineState) => {
    clearTimeout(timer);
    timer = undefined;
    if (lost.peek()[place] === "away") become("well");
    if (news === null || news === dropped) return; // the first answer after it has not come yet
    if (dropped !== null && worked && !onDuty(duty)) become("ended");
    else if (onDuty(duty)) become("well");
    dropped = null;
    worked = onDuty(duty);
  };
  const follow = (now: LineState) => {
    if (now.link === "up") stands(now);
    else if (now.link === "down") fell(now);
  };
  const end = effect(() => {
    const now = line.value;
    untracked(() => follow(now));
  });
  return () => {
    clearTimeout(timer);
    end();
    lost.value = { ...lost.peek(), [place]: "well" };
  };
}

// Whom one talks with when one goes: what becomes of them, and the ways to hand them over first.
import type { DeskConversation } from "../../contract";
import { Act } from "../parts/act";
import type { DeskSession } from "./session";

/** The level from which one steps aside first, so that moderators are called (server/domain/relief.py). */
export const STEP_ASIDE_FROM = 3;

export interface LeftBehindProps {
  readonly session: DeskSession;
  /** Null where it can't be asked from here. */
  readonly handOver: ((conversation: DeskConversation) => void) | null;
}

export function inDanger(session: DeskSession | null): readonly DeskConversation[] {
  return (session?.desk.value.view?.conversations ?? []).filter((one) => one.level >= STEP_ASIDE_FROM);
}

export function LeftBehind({ session, handOver }: LeftBehindProps) {
  const talks = session.desk.value.view?.conversations ?? [];
  if (talks.length === 0) return null;
  return (
    <ul>
      {talks.map((one) => (
        <li key={one.id}>
          {whatBecomes(one)}
          {handOver === null ? null : (
            <p class="row">
              {one.passed_on?.state === "asked" ? (
                <span role="status">Somebody is asked to take over.</span>
              ) : (
                <button type="button" onClick={() => handOver(one)}>
                  Hand {one.pseudonym} to somebody else first
                </button>
              )}
              {one.level < STEP_ASIDE_FROM ? null : (
                <Act run={() => session.act("step_aside", { conversation: one.id })}>Step aside from {one.pseudonym}</Act>
              )}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

function whatBecomes({ pseudonym, level }: DeskConversation): string {
  const told = `You are talking with ${pseudonym}. When you go, ${pseudonym} is told that you had to leave, and is first in line at once.`;
  return level < STEP_ASIDE_FROM ? told : `${told} The level is L${level}: moderators are called to them.`;
}

// The state of the line as one light: a colour, and always the words for it.
import type { Closed, Health } from "../../contract";
import { inWords } from "../clock";

export interface Light {
  readonly colour: "green" | "yellow" | "red";
  readonly reasons: readonly string[];
}

const SLOW = 300; // seconds: the service wants to answer within five minutes
const TOO_SLOW = 900;

export const CLOSED: Readonly<Record<Closed, string>> = {
  no_moderator: "The line is closed: no moderator is on duty.",
  no_peer: "The line is closed: no peer is on shift.",
  full: "The queue is full: nobody new is let in.",
};

export function lightOf(health: Health): Light {
  const red = [
    health.worker_seen ? "" : "The worker is not seen: nobody is paired and no clock runs.",
    health.closed === null ? "" : CLOSED[health.closed],
    health.longest_wait_seconds > TOO_SLOW ? waited(health) : "",
  ].filter(Boolean);
  const yellow = [
    health.waiting > 0 && health.peers_ready === 0 ? "People wait, and no peer is free." : "",
    health.longest_wait_seconds > SLOW && red.length === 0 ? waited(health) : "",
    ...weakModels(health).map((name) => `${name}: ${health.models[name] ?? "not known"}.`),
  ].filter(Boolean);
  const reasons = [...red, ...yellow];
  if (red.length > 0) return { colour: "red", reasons };
  return reasons.length > 0 ? { colour: "yellow", reasons } : { colour: "green", reasons: ["All is well."] };
}

const WELL: readonly string[] = ["on", "ready"];

/** Models that do not do their full work. The rules go on without them. */
export function weakModels(health: Health): readonly string[] {
  return Object.keys(health.models).filter((name) => !WELL.includes(health.models[name] ?? ""));
}

function waited(health: Health): string {
  return `Somebody has waited ${inWords(health.longest_wait_seconds)}.`;
}

// The state of the line as one light: a colour, and always the words for it.
import type { Closed, FlagCard, Health } from "../../contract";
import { inPlain } from "../../shared/known";
import { inWords, timeOfDay } from "../clock";
import { failureInWords } from "../parts/paged_words";
import { URGENT } from "./order";

export interface Light {
  readonly colour: "green" | "yellow" | "red";
  readonly reasons: readonly string[];
}

const SLOW = 300; // seconds: the service wants to answer within five minutes
const TOO_SLOW = 900;

export const CLOSED: Readonly<Record<Closed, string>> = {
  no_moderator: "The line is closed: no moderator is on duty.",
  no_peer: "The line is closed: no peer is on shift.",
  intake_paused: "Intake is paused: nobody new is let in.",
  full: "The queue is full: nobody new is let in.",
};

export function lightOf(health: Health, flags: readonly FlagCard[]): Light {
  const open = flags.filter((flag) => flag.state !== "claimed" && flag.state !== "resolved");
  const red = bad(health, open);
  if (red.length > 0) return { colour: "red", reasons: [...red, ...weakModels(health)] };
  const yellow = [...poor(health, open), ...weakModels(health)];
  if (yellow.length > 0) return { colour: "yellow", reasons: yellow };
  return { colour: "green", reasons: ["The line is well."] };
}

function bad(health: Health, open: readonly FlagCard[]): readonly string[] {
  return [
    open.some((flag) => flag.state === "overdue") ? "A flag is overdue." : "",
    ...waiting(open.filter((flag) => flag.level >= URGENT), "An urgent flag"),
    health.pager.reaches ? "" : `The pager reaches nobody: it failed ${failures(health)}.`,
    health.worker_seen ? "" : "The worker is not seen: nobody is paired and no clock runs.",
    health.closed === null || health.closed === "intake_paused" ? "" : inPlain(CLOSED, health.closed),
    health.closed === "no_peer" && health.peers_held > 0 ? held(health.peers_held) : "",
    health.rests_until === null ? "" : rest(health.rests_until),
    health.unanswerable > 0 ? unanswerable(health.unanswerable) : "",
    health.longest_wait_seconds > TOO_SLOW ? waited(health) : "",
  ].filter(Boolean);
}

function poor(health: Health, open: readonly FlagCard[]): readonly string[] {
  return [
    ...waiting(open, "A flag"),
    health.closed === "intake_paused" ? CLOSED.intake_paused : "",
    health.waiting > 0 && health.peers_ready === 0 ? "People wait, and no peer is free." : "",
    health.peers_held > 0 ? held(health.peers_held) : "",
    health.longest_wait_seconds > SLOW ? waited(health) : "",
    health.pager.reaches && health.pager.failing.length > 0 ? `The pager failed ${failures(health)}; another way works.` : "",
  ].filter(Boolean);
}

function failures({ pager }: Health): string {
  return pager.failing.map(failureInWords).join(", ");
}

/** What is called has an owner, whose answer it waits for. */
function waiting(open: readonly FlagCard[], which: string): readonly string[] {
  return [
    open.some((flag) => flag.state !== "called") ? `${which} waits to be claimed.` : "",
    open.some((flag) => flag.state === "called") ? `${which} has become graver and waits for its owner's answer.` : "",
  ];
}

function unanswerable(count: number): string {
  const who = count === 1 ? "Somebody waits" : `${count} people wait`;
  return `${who} whom no peer on shift can answer.`;
}

function rest(until: string): string {
  return `Every peer on shift rests after a hard conversation; the first may go on at ${timeOfDay(until)}. Visitors are told that time. Until then you can join whoever waits, or ask somebody to come in.`;
}

function held(count: number): string {
  const who = count === 1 ? "A peer is" : `${count} peers are`;
  return `${who} on hold until somebody has looked at the report about them.`;
}

/** The states of a model in words. One that was never installed is missed by nobody. */
const MODELS: Readonly<Record<string, string>> = {
  absent: "not installed",
  starting: "being loaded",
  ready: "working",
  slow: "too slow",
  failed: "not working",
};

export function modelInWords(state: string): string {
  return MODELS[state] ?? state;
}

/** Models that are meant to help and do not. The rules go on without them. */
function weakModels(health: Health): readonly string[] {
  return Object.entries(health.models)
    .filter(([, state]) => state !== "ready" && state !== "absent")
    .map(([name, state]) => `The model ${name} is ${modelInWords(state)}; the rules go on.`);
}

function waited(health: Health): string {
  return `Somebody has waited ${inWords(health.longest_wait_seconds)}.`;
}

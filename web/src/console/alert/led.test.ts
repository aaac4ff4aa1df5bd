import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Line, WallConversation } from "../../contract";
import { front } from "../house/tabs";
import { next, START, type Wall } from "../wall/state";
import { unheard, watchLed } from "./led";

const PEER = { role: "peer", name: "Pat", standing: "speaker", present: true, leads: false };

function led(more: object = {}): WallConversation {
  return { id: "c", pseudonym: "Calm Reed", joined: true, reading: false, leading: false, company: [], backstage: null, last_seq: 2, received: 0, ...more } as unknown as WallConversation;
}

function at(card: WallConversation): Wall {
  return { ...START, conversations: { c: card } };
}

function hears(wall: Wall, seq: number, more: Partial<Line> = {}): Wall {
  const line = { seq, role: "visitor", notice: null, mine: false, at: "2026-03-01T12:00:00Z", ...more } as Line;
  return next(wall, { kind: "heard", conversation: "c", lines: [line] });
}

beforeEach(() => {
  vi.stubGlobal("document", { visibilityState: "visible" });
  front.value = "wall";
});
afterEach(() => vi.unstubAllGlobals());

function watched(card: WallConversation) {
  const wall = signal(at(card));
  const told: string[] = [];
  const watching = watchLed(wall, (who) => told.push(...who));
  const say = (seq: number, more?: Partial<Line>) => void (wall.value = hears(wall.value, seq, more));
  return { wall, told, watching, say };
}

test("who answers alone hears new words while they look elsewhere, and not what was there before", () => {
  const { wall, told, watching, say } = watched(led());
  say(1);
  say(2);
  expect(told).toEqual([]);
  say(3);
  say(4, { role: "moderator", mine: true });
  expect([told, unheard.value]).toEqual([["Calm Reed"], { c: 1 }]);
  wall.value = { ...wall.value, chosen: "c" };
  expect(unheard.value).toEqual({});
  say(5);
  expect(told).toEqual(["Calm Reed"]);
  front.value = "review";
  say(6);
  expect(told).toEqual(["Calm Reed", "Calm Reed"]);
  watching.end();
});

test("beside a peer only who leads is told", () => {
  const beside = watched(led({ company: [PEER] }));
  beside.say(3);
  expect(beside.told).toEqual([]);
  beside.watching.end();
  const leads = watched(led({ company: [PEER], leading: true }));
  leads.say(3);
  expect(leads.told).toEqual(["Calm Reed"]);
  leads.watching.end();
});

test("what came behind the lock is told after it", () => {
  const { wall, told, watching, say } = watched(led());
  wall.value = next(wall.value, { kind: "behind", view: { asks: 0, flags: 0, urgent: false, words: 1 } });
  wall.value = at(led({ last_seq: 3 }));
  say(3);
  expect(told).toEqual(["Calm Reed"]);
  watching.end();
});

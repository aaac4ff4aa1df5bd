import { expect, test } from "vitest";
import type { Company, VisitState, VisitView } from "../contract";
import { isNewer, isTalking, placeOf } from "./shown";

type Seen = Pick<VisitView, "state" | "conversation" | "company" | "room">;

const robin: Company = { role: "peer", name: "Robin", standing: "speaker", present: true, leads: false };
const unknown = "thinking" as VisitState;
const seen = (more: Partial<Seen>): Seen => ({ state: unknown, conversation: "talk-1", company: [robin], room: null, ...more });

test("in a state that the page does not know one goes on talking", () => {
  expect(placeOf(seen({}))).toBe("talk");
  expect(isTalking(seen({}))).toBe(true);
  expect(isNewer(seen({}))).toBe(true);
});

test("who has nobody yet is not told that somebody is there", () => {
  expect(isTalking(seen({ company: [] }))).toBe(false);
  expect(isTalking(seen({ company: [{ ...robin, standing: "reader" }] }))).toBe(false);
});

test("before a conversation an unknown state keeps the first page, with its numbers", () => {
  expect(placeOf(seen({ conversation: null }))).toBe("connecting");
  expect(placeOf(null)).toBe("connecting");
});

test("a known state has its own screen, and nothing is newer", () => {
  expect(placeOf(seen({ state: "lapsed" }))).toBe("lapsed");
  expect(isTalking(seen({ state: "waiting" }))).toBe(false);
  expect(isNewer(seen({ state: "waiting" }))).toBe(false);
});

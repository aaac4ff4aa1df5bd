import { beforeEach, expect, test } from "vitest";
import { breakIsDue, later, putOff } from "./break_due";

const CARD = { since: "2026-03-01T12:00:00Z", remind_at: "2026-03-01T13:30:00Z", snooze_minutes: 15 };
const DUE = Date.parse(CARD.remind_at);
const MINUTE = 60_000;

beforeEach(() => void (putOff.value = 0));

test("a break is suggested when it is time, and not before", () => {
  expect(breakIsDue(CARD, true, DUE - 1)).toBe(false);
  expect(breakIsDue(CARD, true, DUE)).toBe(true);
  expect(breakIsDue(null, true, DUE)).toBe(false);
});

test("it never stands over a conversation", () => {
  expect(breakIsDue(CARD, false, DUE)).toBe(false);
});

test("later means a quarter of an hour later", () => {
  later(CARD, DUE);
  expect(breakIsDue(CARD, true, DUE + 15 * MINUTE - 1)).toBe(false);
  expect(breakIsDue(CARD, true, DUE + 15 * MINUTE)).toBe(true);
});

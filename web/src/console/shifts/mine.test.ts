import { expect, test } from "vitest";
import type { MyShifts, Planned } from "../../contract";
import { nextDue } from "./mine";

const shift: Planned = {
  id: "s",
  name: "Evening",
  day: "2026-03-02",
  starts_at: "2026-03-02T18:00:00Z",
  ends_at: "2026-03-02T22:00:00Z",
  role: "peer",
  state: "taken",
};

const my: MyShifts = { shifts: [shift], swaps: [], remind_hours: 24, check_in_minutes: 30, calendar: false };

function dueAt(at: string, changed: Partial<Planned> = {}): string | null {
  return nextDue({ ...my, shifts: [{ ...shift, ...changed }] }, Date.parse(at))?.due ?? null;
}

test("a shift is reminded of the day before, and asks to check in when it is near", () => {
  expect(dueAt("2026-03-01T17:59:00Z")).toBeNull();
  expect(dueAt("2026-03-01T18:00:00Z")).toBe("soon");
  expect(dueAt("2026-03-02T17:30:00Z")).toBe("check_in");
  expect(dueAt("2026-03-02T18:00:00Z")).toBe("late");
  expect(dueAt("2026-03-02T22:00:00Z")).toBeNull();
});

test("who has checked in is not reminded", () => {
  expect(dueAt("2026-03-02T18:10:00Z", { state: "present" })).toBeNull();
});

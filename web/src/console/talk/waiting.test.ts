import { expect, test } from "vitest";
import type { Line, LullCard } from "../../contract";
import { lasting, waitingSince } from "./waiting";

function line(seq: number, role: Line["role"], more: Partial<Line> = {}): Line {
  const at = `2026-03-01T12:0${seq}:00Z`;
  return { seq, at, role, name: "x", text: "x", mine: false, ref: null, notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [], ...more };
}

const lull: LullCard = { visitor_waits: true, since: "2026-03-01T12:02:00Z", late: false, calls_you: true };

test("a visitor waits since the first words that nobody has answered", () => {
  const lines = [line(1, "visitor"), line(2, "peer"), line(3, "visitor"), line(4, "visitor")];
  expect(waitingSince(lines)).toBe("2026-03-01T12:03:00Z");
  expect(waitingSince([...lines, line(5, "moderator")])).toBeNull();
  expect(waitingSince([])).toBeNull();
});

test("what the service says and what was held back answer nobody", () => {
  const told = line(4, "peer", { notice: "moderator_reading" });
  const held = line(5, "peer", { withheld: true });
  expect(waitingSince([line(3, "visitor"), told, held])).toBe("2026-03-01T12:03:00Z");
});

test("an answer ends the reminder before the server says so", () => {
  expect(lasting(lull, [line(2, "visitor"), line(3, "visitor")])).toBe(lull);
  expect(lasting(lull, [line(2, "visitor"), line(3, "peer")])).toBeNull();
  const quiet = { ...lull, visitor_waits: false };
  expect(lasting(quiet, [line(2, "peer"), line(3, "peer")])).toBe(quiet);
  expect(lasting(quiet, [line(2, "peer"), line(3, "visitor")])).toBeNull();
  expect(lasting(null, [])).toBeNull();
});

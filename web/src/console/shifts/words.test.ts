import { expect, test } from "vitest";
import type { ShiftCard } from "../../contract";
import { clocksInWords, daysFrom, gaps, missingInWords, rowsOf, timesOf } from "./words";

const LONDON = "Europe/London";

function card(block: string, day: string, starts: string, ends: string): ShiftCard {
  return { block, name: block, day, starts_at: starts, ends_at: ends, over: false, needs: [], people: [] };
}

test("a week has seven days, also when the clocks change in it", () => {
  expect(daysFrom("2026-03-23")).toHaveLength(7);
  expect(daysFrom("2026-03-23")[6]).toBe("2026-03-29");
});

test("times are on the clock of the rota, in winter and in summer", () => {
  const winter = { starts_at: "2026-03-27T18:00:00Z", ends_at: "2026-03-27T22:00:00Z" };
  const summer = { starts_at: "2026-03-30T17:00:00Z", ends_at: "2026-03-30T21:00:00Z" };
  expect([timesOf(winter, LONDON), timesOf(summer, LONDON)]).toEqual(["18:00–22:00", "18:00–22:00"]);
  expect(timesOf(winter, "America/New_York")).toBe("14:00–18:00");
});

test("rows stand in the order of the day, one for each block", () => {
  const late = card("late", "2026-03-02", "2026-03-02T22:00:00Z", "2026-03-03T02:00:00Z");
  const early = card("early", "2026-03-03", "2026-03-03T14:00:00Z", "2026-03-03T18:00:00Z");
  const rows = rowsOf([late, early], LONDON);
  expect(rows.map((row) => row.block)).toEqual(["early", "late"]);
  expect(rows[1]?.cells).toEqual({ "2026-03-02": late });
});

test("the change of the clocks is said in words, both ways", () => {
  const forward = { day: "2026-03-29", before: "01:00", after: "02:00", minutes: 60 };
  expect(clocksInWords(forward, LONDON, "en-GB")).toBe(
    "The clocks in Europe/London go forward on Sunday 29 March at 01:00, to 02:00. Shifts keep their time on the " +
      "clock. One that is on at that moment is 60 minutes shorter.",
  );
  const back = { day: "2026-10-25", before: "02:00", after: "01:00", minutes: -60 };
  expect(clocksInWords(back, LONDON, "en-GB")).toContain("go back on Sunday 25 October at 02:00, to 01:00");
  expect(clocksInWords(back, LONDON, "en-GB")).toContain("60 minutes longer");
});

test("a gap is in words, and what is over has none", () => {
  const needs = [
    { role: "peer", least: 2, missing: 2 },
    { role: "moderator", least: 1, missing: 1 },
  ] as const;
  const open = { ...card("evening", "2026-03-02", "", ""), needs };
  expect(missingInWords(gaps(open))).toBe("2 peers and 1 moderator");
  expect(gaps({ ...open, over: true })).toEqual([]);
});

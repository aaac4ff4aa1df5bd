import { expect, test } from "vitest";
import { randomName } from "./refs";
import { jitter } from "./connection";
import { clock, day, span } from "./times";

test("a day without a zone is the same day everywhere", () => {
  expect(day("2026-06-02", "en-GB")).toBe("2 June 2026");
});

test("a time is written as people here write it", () => {
  expect(clock("2026-11-23T14:05:00", "en-GB")).toBe("14:05");
});

test("spans count seconds, minutes and hours", () => {
  expect([0, 7, 59, 60, 750, 3729, -3].map(span)).toEqual([
    ...["0:00", "0:07", "0:59", "1:00", "12:30", "1:02:09", "0:00"],
  ]);
});

test("a token has 43 characters that an address may hold, and is never the same", () => {
  const names = new Set(Array.from({ length: 100 }, () => randomName(32)));
  expect(names.size).toBe(100);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

test("pages come back at different moments, none at once and none much later", () => {
  expect([0, 0.5, 1].map((chance) => jitter(2, () => chance))).toEqual([1500, 2000, 2500]);
});

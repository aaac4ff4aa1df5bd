import { expect, test } from "vitest";
import { isIdle } from "./lock";

const MINUTE = 60_000;

test("it locks after the minutes that were set, and not before", () => {
  expect(isIdle(0, 10 * MINUTE - 1, 10)).toBe(false);
  expect(isIdle(0, 10 * MINUTE, 10)).toBe(true);
});

test("a sign from another tab counts", () => {
  expect(isIdle(9 * MINUTE, 15 * MINUTE, 10)).toBe(false);
});

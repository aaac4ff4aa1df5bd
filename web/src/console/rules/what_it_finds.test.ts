import { expect, test } from "vitest";
import { lately } from "./what_it_finds";

test("a count that points at few people is not told", () => {
  expect(lately({ of: 40, found: null, newly: null })).toContain("is not told");
  expect(lately({ of: 40, found: 12, newly: null })).toContain("in 12; how many of these had no flag is not told");
});

test("none, and many, are told", () => {
  expect(lately({ of: 40, found: 0, newly: 0 })).toContain("in none");
  expect(lately({ of: 40, found: 12, newly: 7 })).toContain("in 12; 7 of these had no flag");
});

import { expect, test } from "vitest";
import { sentence } from "./trouble";

test("a refusal names the seconds to wait and what was wrong", () => {
  expect(sentence({ code: "too_fast", retry_after: 12.2, why: null })).toBe("That was too fast. Try again in 13 seconds.");
  expect(sentence({ code: "too_fast", retry_after: 0.3, why: null })).toContain("in 1 second.");
  expect(sentence({ code: "resting", retry_after: 1800, why: null })).toBe(
    "Please rest first: somebody else is on duty. Try again in 30 minutes.",
  );
  expect(sentence({ code: "resting", retry_after: 3 * 24 * 3600, why: null })).toContain("in 72 hours.");
  expect(sentence({ code: "bad_payload", retry_after: null, why: "`text` is too long" })).toBe(
    "The server did not accept this. `text` is too long.",
  );
});

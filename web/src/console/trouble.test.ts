import { expect, test } from "vitest";
import { sentence } from "./trouble";

test("a refusal names the seconds to wait and what was wrong", () => {
  expect(sentence({ code: "too_fast", retry_after: 12.2, why: null })).toBe("That was too fast. Try again in 13 seconds.");
  expect(sentence({ code: "too_fast", retry_after: 0.3, why: null })).toContain("in 1 second.");
  expect(sentence({ code: "bad_payload", retry_after: null, why: "`text` is too long" })).toBe(
    "The server did not accept this. `text` is too long.",
  );
});

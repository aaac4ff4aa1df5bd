import { expect, test } from "vitest";
import type { Wait } from "../../contract";
import { waitWords } from "./wait_words";

const LONG = "It may take more than an hour.";
const WORDS = {
  no_guess: "We can’t say yet.",
  within: { one: "Within {n} minute.", other: "Within {n} minutes." },
  between: { other: "About {least} to {n} minutes." },
  longer: { other: "More than {n} minutes." },
};
const of = (wait: Partial<Wait>) =>
  waitWords({ place: 1, minutes: null, least: null, over: false, ...wait }, WORDS, LONG, "en");

test("one figure where much is known, a range where little is", () => {
  expect(of({ minutes: 7 })).toBe("Within 7 minutes.");
  expect(of({ minutes: 1 })).toBe("Within 1 minute.");
  expect(of({ least: 3, minutes: 12 })).toBe("About 3 to 12 minutes.");
});

test("nobody is promised what is not known", () => {
  expect(of({})).toBe(WORDS.no_guess);
  expect(of({ over: true, minutes: 20 })).toBe("More than 20 minutes.");
  expect(of({ over: true, minutes: 75 })).toBe(LONG);
  expect(of({ minutes: 60 })).toBe(LONG);
});

import { expect, test } from "vitest";
import type { Wait } from "../../contract";
import { WORDS } from "../words";
import { waitWords } from "./wait_words";

const LONG = "It may take more than an hour.";
const of = (wait: Partial<Wait>) => waitWords({ place: 1, minutes: null, least: null, over: false, ...wait }, LONG);

test("one figure where much is known, a range where little is", () => {
  expect(of({ minutes: 7 })).toBe("Nine out of ten people are answered within 7 minutes.");
  expect(of({ minutes: 1 })).toBe("Nine out of ten people are answered within 1 minute.");
  expect(of({ least: 3, minutes: 12 })).toContain("about 3 to 12 minutes");
});

test("nobody is promised what is not known", () => {
  expect(of({})).toBe(WORDS.no_guess);
  expect(of({ over: true, minutes: 20 })).toBe("It may take more than 20 minutes.");
  expect(of({ over: true, minutes: 75 })).toBe(LONG);
  expect(of({ minutes: 60 })).toBe(LONG);
});

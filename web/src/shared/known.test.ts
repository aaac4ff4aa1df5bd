import { expect, test } from "vitest";
import { inPlain, isKnown, wordsFor } from "./known";

const WORDS = { open: "It is open", closed: "It is closed" };

test("a word that the page knows has its sentence", () => {
  expect(wordsFor(WORDS, "open", "?")).toBe("It is open");
});

test("a word of a newer server has the default, whatever it is called", () => {
  expect(wordsFor(WORDS, "asleep", "It is there")).toBe("It is there");
  expect(wordsFor(WORDS, "constructor", "It is there")).toBe("It is there");
  expect(isKnown(WORDS, "toString")).toBe(false);
});

test("staff read a word without a sentence as it is", () => {
  expect(inPlain(WORDS, "half_open")).toBe("half open");
});

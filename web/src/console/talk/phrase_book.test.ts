import { expect, test } from "vitest";
import { asksForPhrase, withWords } from "./phrase_book";

const GROUPS = [
  { title: "To listen", entries: ["That sounds really hard.", "Thank you for telling me."] },
  { title: "Para escuchar", entries: ["¿Qué es lo más difícil ahora mismo?"] },
];

test("every word counts, wherever it stands, and marks do not", () => {
  expect(withWords(GROUPS, "hard sounds")).toEqual([{ title: "To listen", entries: ["That sounds really hard."] }]);
  expect(withWords(GROUPS, "DIFICIL que")[0]?.title).toBe("Para escuchar");
  expect(withWords(GROUPS, "listen")[0]?.entries).toHaveLength(2);
});

test("without words there is all of it, and with strange ones nothing", () => {
  expect(withWords(GROUPS, "  ")).toEqual(GROUPS);
  expect(withWords(GROUPS, "zebra")).toEqual([]);
});

test("a slash asks for a phrase where it begins a word, not within one", () => {
  expect(asksForPhrase("/", 1)).toBe(true);
  expect(asksForPhrase("Yes /", 5)).toBe(true);
  expect(asksForPhrase("Yes\n/", 5)).toBe(true);
  expect(asksForPhrase("and/", 4)).toBe(false);
  expect(asksForPhrase("//", 2)).toBe(false);
  expect(asksForPhrase("Yes ", 4)).toBe(false);
});

import { expect, test } from "vitest";
import type { Note } from "../../contract";
import { marked } from "./marked";

const note = (start: number, end: number): Note => ({ concern: "suicide", severity: 2, start, end, reason: "" });

test("the noticed words are marked and nothing is lost", () => {
  expect(marked("I can not go on", [note(2, 9)])).toEqual([
    { text: "I ", noticed: false },
    { text: "can not", noticed: true },
    { text: " go on", noticed: false },
  ]);
});

test("an emoji before the words does not shift the mark", () => {
  const pieces = marked("🙂🙂 no more", [note(3, 10)]);
  expect(pieces.filter((piece) => piece.noticed).map((piece) => piece.text)).toEqual(["no more"]);
});

test("two reasons for the same words make one mark", () => {
  expect(marked("no more", [note(0, 4), note(2, 7)])).toEqual([{ text: "no more", noticed: true }]);
});

import { expect, test } from "vitest";
import type { Passage } from "../../contract";
import { grouped } from "./passages";

const passage = (kind: string): Passage => ({ kind, words: [] });

test("items that follow each other are one list, and nothing is lost", () => {
  const all = ["heading", "item", "item", "paragraph", "item"].map(passage);
  expect(grouped(all).map((group) => group.length)).toEqual([1, 2, 1, 1]);
  expect(grouped(all).flat()).toEqual(all);
  expect(grouped([])).toEqual([]);
});

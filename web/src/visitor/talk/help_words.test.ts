import { expect, test } from "vitest";
import type { Level, Path } from "../../contract";
import type { Help } from "../texts";
import { helpWords } from "./help_words";

const card = (title: string) => ({ title, body: `${title}.` });
const HELP: Help = {
  ...{ l1: card("l1"), l2: card("l2"), l3: card("l3"), l4: card("l4") },
  ...{ children: card("children"), third_party: card("third party") },
};

test("the words of a level are never replaced by those of a path", () => {
  expect(helpWords(HELP, { level: 3, path: "children" })).toEqual({ ...card("l3"), more: "children." });
  expect(helpWords(HELP, { level: 4, path: null })).toEqual({ ...card("l4"), more: "" });
});

test("a path has its words where the level has none", () => {
  expect(helpWords(HELP, { level: 0, path: "third_party" })).toEqual({ ...card("third party"), more: "" });
});

test("a path or a level that the page does not know takes no words away", () => {
  expect(helpWords(HELP, { level: 2, path: "elders" as Path })).toEqual({ ...card("l2"), more: "" });
  expect(helpWords(HELP, { level: 5 as Level, path: null })).toEqual({ ...card("l4"), more: "" });
});

import { beforeEach, expect, test } from "vitest";
import { drafts } from "../talk/drafts";
import { forgetMark, markInWords, markOf, setMark } from "./mark";

beforeEach(() => void (drafts.value = {}));

test("a label is this peer's own, and each conversation has its own", () => {
  setMark("a", { title: "the one with the dog", colour: "green" });
  expect(markOf("a")).toEqual({ title: "the one with the dog", colour: "green" });
  expect(markOf("b")).toEqual({ title: "", colour: null });
});

test("a colour is never told by the colour alone", () => {
  expect(markInWords({ title: " ", colour: "blue" })).toBe("blue");
  expect(markInWords({ title: "exam", colour: "blue" })).toBe("exam");
});

test("an empty label leaves nothing behind", () => {
  setMark("a", { title: "exam", colour: null });
  setMark("a", { title: " ", colour: null });
  expect(drafts.value).toEqual({});
  setMark("a", { title: "exam", colour: null });
  forgetMark("a");
  expect(drafts.value).toEqual({});
});

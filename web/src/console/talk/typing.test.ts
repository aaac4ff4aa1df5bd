import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTyping } from "./typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function told() {
  const said: boolean[] = [];
  return { said, typing: createTyping(({ on }) => said.push(on)) };
}

test("writing is told at most every two and a half seconds, and its end after four", () => {
  const { said, typing } = told();
  for (let key = 0; key < 24; key += 1) {
    typing.typed("c");
    vi.advanceTimersByTime(200);
  }
  expect(said).toEqual([true, true]);
  vi.advanceTimersByTime(4000);
  expect(said).toEqual([true, true, false]);
});

test("having said it needs no word that one has stopped", () => {
  const { said, typing } = told();
  typing.typed("c");
  typing.said("c");
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([true]);
});

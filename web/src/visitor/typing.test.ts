import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createReceipts } from "./receipts";
import { createTyping } from "./typing";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("writing is told at most every two and a half seconds", () => {
  const told: boolean[] = [];
  const typing = createTyping((on) => told.push(on));
  for (let i = 0; i < 30; i += 1) {
    typing.pressed();
    vi.advanceTimersByTime(100);
  }
  expect(told).toEqual([true, true]);
});

test("four quiet seconds take it back", () => {
  const told: boolean[] = [];
  createTyping((on) => told.push(on)).pressed();
  vi.advanceTimersByTime(3999);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([true, false]);
});

test("who was not writing does not stop", () => {
  const told: boolean[] = [];
  createTyping((on) => told.push(on)).stopped();
  expect(told).toEqual([]);
});

test("receipts go out once in half a second, with the newest number", () => {
  const told: number[] = [];
  const received = createReceipts((seq) => told.push(seq));
  [1, 2, 3, 2].forEach(received);
  vi.advanceTimersByTime(500);
  received(3);
  received(4);
  vi.advanceTimersByTime(500);
  expect(told).toEqual([3, 4]);
});

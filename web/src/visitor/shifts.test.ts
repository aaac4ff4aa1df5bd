import { expect, test } from "vitest";
import { afterKey, counted, NO_SHIFTS, type Key, type Shifts } from "./shifts";

/** `+X` presses a key, `-X` lets it go; each takes `step` milliseconds. */
function press(keys: readonly string[], step = 100): { readonly shifts: Shifts; readonly at: number } {
  const typed: Key[] = keys.map((key, i) => ({
    ...{ key: key.slice(1), down: key.startsWith("+"), at: i * step },
  }));
  return { shifts: typed.reduce(afterKey, NO_SHIFTS), at: (keys.length - 1) * step };
}

const TAP = ["+Shift", "-Shift"];

test("three taps of Shift are counted", () => {
  const { shifts, at } = press([...TAP, ...TAP, ...TAP]);
  expect(counted(shifts, at)).toBe(3);
});

test("capital letters are writing and never leave the page", () => {
  const letter = ["+Shift", "+I", "-I", "-Shift"];
  const { shifts, at } = press([...letter, ...letter, ...letter]);
  expect(counted(shifts, at)).toBe(0);
});

test("a letter in between starts the count again", () => {
  const { shifts, at } = press([...TAP, ...TAP, "+a", "-a", ...TAP]);
  expect(counted(shifts, at)).toBe(1);
});

test("three taps over more than five seconds do not leave", () => {
  const { shifts, at } = press([...TAP, ...TAP, ...TAP], 1300);
  expect(counted(shifts, at)).toBeLessThan(3);
});

test("a tap is forgotten after five seconds", () => {
  const { shifts, at } = press(TAP);
  expect(counted(shifts, at + 4999)).toBe(1);
  expect(counted(shifts, at + 5000)).toBe(0);
});

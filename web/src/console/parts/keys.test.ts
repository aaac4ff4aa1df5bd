import { expect, test } from "vitest";
import { nameOf, type Press } from "./keys";

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: `Key${key.toUpperCase()}`, altKey: false, ctrlKey: false, metaKey: false, ...more };
}

test("no letter fires while somebody types, or where letters are switched off", () => {
  expect(nameOf(press("j"), false, true)).toBe("j");
  expect(nameOf(press("j"), true, true)).toBeNull();
  expect(nameOf(press("j"), false, false)).toBeNull();
});

test("the keys with Alt work while typing, whatever sign the keyboard makes of them", () => {
  expect(nameOf(press("µ", { code: "KeyM", altKey: true }), true, false)).toBe("Alt+m");
});

test("undo inside a text belongs to the text", () => {
  expect(nameOf(press("z", { ctrlKey: true }), false, true)).toBe("Ctrl+z");
  expect(nameOf(press("z", { ctrlKey: true }), true, true)).toBeNull();
});

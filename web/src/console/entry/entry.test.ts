import { expect, test } from "vitest";
import { holdsInvitation, takeInvitation, takeWayBack } from "./fragment";
import { nameWrong, passwordWrong } from "./rules";

function page(hash: string) {
  const shown: (string | URL | null | undefined)[] = [];
  const history = { replaceState: (_: unknown, __: string, url?: string | URL | null) => void shown.push(url) };
  return { shown, places: { location: { hash, pathname: "/console", search: "" }, history } };
}

test("an invitation's token leaves the address at once", () => {
  const { shown, places } = page("#invitation=abc_DEF-123");
  expect(takeInvitation(places)).toBe("abc_DEF-123");
  expect(shown).toEqual(["/console"]);
});

test("a way back leaves the address at once, and is no invitation", () => {
  const { shown, places } = page("#back=abc_DEF-123");
  expect(takeInvitation(places)).toBeNull();
  expect(holdsInvitation(places.location)).toBe(true);
  expect(takeWayBack(places)).toBe("abc_DEF-123");
  expect(shown).toEqual(["/console"]);
});

test("any other address is left alone", () => {
  for (const hash of ["", "#wall", "#invitation=", "#invitation=a b"]) {
    const { shown, places } = page(hash);
    expect(takeInvitation(places)).toBeNull();
    expect(shown).toEqual([]);
  }
});

test("the password rule says how much is missing", () => {
  expect(passwordWrong("short")).toBe("The password needs 7 more characters.");
  expect(passwordWrong("elevenchars")).toBe("The password needs 1 more character.");
  expect(passwordWrong("twelve chars")).toBeNull();
  expect(passwordWrong("🙂".repeat(11))).not.toBeNull();
});

test("a name of blanks is no name", () => {
  expect(nameWrong("  ")).not.toBeNull();
  expect(nameWrong("Robin")).toBeNull();
});

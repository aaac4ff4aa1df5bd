import { expect, test } from "vitest";
import { holdsJoinLink, takeJoinLink } from "./fragment";

function page(hash: string) {
  const shown: (string | URL | null | undefined)[] = [];
  const history = { replaceState: (_: unknown, __: string, url?: string | URL | null) => void shown.push(url) };
  return { shown, places: { location: { hash, pathname: "/join", search: "" }, history } };
}

test("an applicant's and a referee's token leave the address at once", () => {
  for (const kind of ["application", "reference"] as const) {
    const { shown, places } = page(`#${kind}=abc_DEF-123`);
    expect(takeJoinLink(places)).toEqual({ kind, token: "abc_DEF-123" });
    expect(shown).toEqual(["/join"]);
    expect(holdsJoinLink(places.location)).toBe(true);
  }
});

test("without a link the page is the form", () => {
  const { shown, places } = page("#other=1");
  expect(takeJoinLink(places)).toBeNull();
  expect(shown).toEqual([]);
});

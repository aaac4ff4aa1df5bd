import { expect, test } from "vitest";
import examples from "./contact_examples.json";
import { personalDetail } from "./personal";

test.each(examples.found)("$text is asked about", ({ text }) => {
  expect(personalDetail(text)).not.toBeNull();
});

test.each(examples.let_through)("%s is let through", (text) => {
  expect(personalDetail(text)).toBeNull();
});

test.each([
  ["call me on 07700 900123", "07700 900123"],
  ["+44 7700 900123 any time", "+44 7700 900123"],
  ["06 12 34 56 78", "06 12 34 56 78"],
  ["(020) 7946-0018", "(020) 7946-0018"],
  ["write to me.and.you@example.org please", "me.and.you@example.org"],
  ["my page is https://example.org/me", "https://example.org/me"],
  ["www.example.org/me", "www.example.org/me"],
  ["river@exam\u200bple.org", "river@example.org"],
])("of %s exactly that part is shown", (text, found) => {
  expect(personalDetail(text)).toBe(found);
});

test("a long text of anything is read in a moment", () => {
  for (const flood of ["0 ", "one ", "a@b.", "@a ", "my snap ", "o1l ", "x".repeat(50)]) {
    const before = performance.now();
    personalDetail(flood.repeat(2_000 / flood.length));
    expect(performance.now() - before).toBeLessThan(200);
  }
});

import { expect, test } from "vitest";
import { personalDetail } from "./personal";

test.each([
  ["call me on 07700 900123", "07700 900123"],
  ["+44 7700 900123 any time", "+44 7700 900123"],
  ["06 12 34 56 78", "06 12 34 56 78"],
  ["(020) 7946-0018", "(020) 7946-0018"],
  ["write to me.and.you@example.org please", "me.and.you@example.org"],
  ["my page is https://example.org/me", "https://example.org/me"],
  ["www.example.org/me", "www.example.org/me"],
])("%s is asked about", (text, found) => {
  expect(personalDetail(text)?.trim()).toBe(found);
});

test.each([
  "it is 10/10 bad",
  "it began on 2026-11-23",
  "since 23.11.2026",
  "since 1 1 2024 I think",
  "I have not slept in 72 hours, 3 days",
  "I counted 1 2 3 4 5 6 7 8 9 10",
  "I owe 12,000 and earn 900",
  "call 999 or 116 123",
  "me @ home",
])("%s is let through", (text) => {
  expect(personalDetail(text)).toBeNull();
});

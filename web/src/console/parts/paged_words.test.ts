import { expect, test } from "vitest";
import type { PageCard } from "../../contract";
import { timeOfDay } from "../clock";
import { pagedInWords } from "./paged_words";

const tried: PageCard = { way: "webhook", at: "2026-11-23T03:12:00Z", answered: true, status: "200", again: false };
const at = timeOfDay("2026-11-23T03:12:00Z");

test("a page says by which way, when, and whether anybody has answered", () => {
  expect(pagedInWords(tried)).toBe(`Paged at ${at} by webhook: answered (200).`);
  expect(pagedInWords({ ...tried, way: "mail", at: null, status: "" })).toBe("Being paged by e-mail: no answer yet.");
});

test("a page that was not taken says why, and whether it goes on by itself", () => {
  const failed = { ...tried, answered: false, status: "500" };
  expect(pagedInWords({ ...failed, again: true })).toBe(`Paged at ${at} by webhook: failed (500). It is tried again.`);
  expect(pagedInWords(failed)).toBe(`Paged at ${at} by webhook: failed (500).`);
});

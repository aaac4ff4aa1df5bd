import { expect, test } from "vitest";
import { ALL, asked, hashOf, lookingOf, type Looking } from "./looking";

const GRAVE: Looking = { ...ALL, level: 3, outcome: "handed_on", referral: "failed", unsigned: true };

test("what is looked for stands in the address, and only that", () => {
  expect(hashOf(ALL)).toBe("#review");
  expect(hashOf(GRAVE)).toBe("#review?level=3&outcome=handed_on&referral=failed&unsigned=true");
  expect(lookingOf(hashOf(GRAVE))).toEqual(GRAVE);
});

test("a page is kept with what is looked for", () => {
  const second = { ...GRAVE, before: "2026-11-30T20:00:00Z", after: "c7" };
  expect(lookingOf(hashOf(second))).toEqual(second);
  expect(asked(second)).toMatchObject({ before: "2026-11-30T20:00:00Z", after: "c7", referred: true, referral: "failed" });
});

test("what nobody can read is as if it were not there", () => {
  expect(lookingOf("#review?level=9&outcome=x&referral=y&before=soon&after=c1")).toEqual(ALL);
});

test("any referral is asked for without its state", () => {
  expect(asked({ ...ALL, referral: "any" })).toMatchObject({ referred: true, referral: null });
});

import { expect, test } from "vitest";
import { counted, filled } from "./sentence";

const minutes = { one: "{n} minute", other: "{n} minutes" };
const arabic = {
  ...{ zero: "أقل من دقيقة", one: "دقيقة واحدة", two: "دقيقتان", few: "{n} دقائق", many: "{n} دقيقة", other: "{n} دقيقة" },
};

test("a number is said in the form of its language", () => {
  expect([1, 2].map((n) => counted(minutes, n, {}, "en"))).toEqual(["1 minute", "2 minutes"]);
  expect([0, 1, 2, 3, 11, 100].map((n) => counted(arabic, n, {}, "ar"))).toEqual([
    ...["أقل من دقيقة", "دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة", "100 دقيقة"],
  ]);
});

test("a form that is not there is said as all others", () => {
  expect(counted({ other: "{n} دقيقة" }, 2, {}, "ar")).toBe("2 دقيقة");
});

test("what is written into a sentence never looks like a place in it", () => {
  expect(filled("{name} is writing {n}", { name: "{n}", n: 3 })).toBe("{n} is writing 3");
});

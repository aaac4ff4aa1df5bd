import { expect, test } from "vitest";
import type { Note } from "../../contract";
import { concernsOf } from "./concerns";

function note(concern: string, severity: Note["severity"], reason: string, start = 0): Note {
  return { concern, severity, start, end: start + 4, reason };
}

test("the same said in two places is one line", () => {
  const twice = [note("minor", 2, "Says they are under 18."), note("minor", 2, "Says they are under 18.", 20)];
  expect(concernsOf(twice)).toEqual([{ gravest: twice[0], others: [] }]);
});

test("of one concern the gravest stands first and the rest behind it", () => {
  const reads = note("minor", 1, "Reads like someone under age.");
  const says = note("minor", 2, "Says they are under 18.");
  expect(concernsOf([reads, says])).toEqual([{ gravest: says, others: [reads.reason] }]);
});

test("no concern is behind another, and the gravest comes first", () => {
  const insult = note("insult", 1, "Insults somebody.");
  const suicide = note("suicide", 3, "Says they want to die.");
  expect(concernsOf([insult, suicide]).map((one) => one.gravest)).toEqual([suicide, insult]);
});

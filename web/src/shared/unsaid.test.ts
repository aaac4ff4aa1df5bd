import { expect, test } from "vitest";
import type { Line } from "../contract";
import { withoutUnsaid } from "./unsaid";

const line = (seq: number, more: Partial<Line> = {}): Line => ({
  ...{ seq, at: "2026-12-01T20:00:00Z", role: "visitor", name: "Vera", text: `words ${seq}`, mine: false, ref: null },
  ...{ notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [], ...more },
});

test("what was taken back is read no more once a line says so, and nothing else goes", () => {
  const notice = line(3, { role: "service", text: "", notice: "unsaid", unsays: 1 });
  const [first, second] = withoutUnsaid([line(1), line(2), notice]);
  expect(first).toMatchObject({ text: "", unsaid: true, notes: [] });
  expect(second).toMatchObject({ text: "words 2", unsaid: false });
});

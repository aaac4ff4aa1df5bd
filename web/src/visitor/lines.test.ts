import { expect, test } from "vitest";
import type { Line } from "../contract";
import { answered, complete, lastWords, withLines } from "./lines";

function line(seq: number): Line {
  return {
    ...{ seq, at: "2026-11-23T12:00:00Z", role: "peer", name: "Robin", text: String(seq) },
    ...{ mine: false, ref: null, notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [] },
  };
}

test("lines that come twice and out of order stand once and in order", () => {
  const lines = withLines(withLines([], [line(3), line(1)]), [line(2), line(3)]);
  expect(lines.map((one) => one.seq)).toEqual([1, 2, 3]);
});

test("what is complete ends before the first gap", () => {
  expect(complete([])).toBe(0);
  expect(complete([line(1), line(2), line(4)])).toBe(2);
  expect(complete([line(2)])).toBe(0);
});

test("any order of arrival gives the same conversation", () => {
  const seqs = [1, 2, 3, 4, 5];
  for (let turn = 0; turn < seqs.length; turn += 1) {
    const turned = [...seqs.slice(turn), ...seqs.slice(0, turn)].reverse();
    const lines = turned.reduce<readonly Line[]>((known, seq) => withLines(known, [line(seq)]), []);
    expect(lines.map((one) => one.seq)).toEqual(seqs);
  }
});

test("somebody has answered who spoke, or who sat down and said nothing", () => {
  const mine: Line = { ...line(1), role: "visitor", mine: true };
  expect(answered([mine, { ...line(2), text: "", notice: "visitor_left" }])).toBe(false);
  expect(answered([mine, line(2)])).toBe(true);
  expect(answered([mine, { ...line(2), text: "", notice: "peer_joined" }])).toBe(true);
});

test("a supervisor's last words are those right before they ended it, and nobody else's", () => {
  const words: Line = { ...line(2), role: "moderator", text: "Take care." };
  const end: Line = { ...line(3), role: "service", text: "", notice: "ended" };
  expect(lastWords([line(1), words, end])).toBe("Take care.");
  expect(lastWords([line(1), line(2), end])).toBeNull();
  expect(lastWords([line(1), words, { ...end, notice: "quiet_ended" }])).toBeNull();
  expect(lastWords([line(1), { ...words, withheld: true, text: "" }, end])).toBeNull();
  expect(lastWords([])).toBeNull();
});

test("one's own words that were taken back do not come back with the line", () => {
  const mine = { ...line(1), mine: true, role: "visitor" as const };
  const notice = { ...line(2), role: "service" as const, text: "", notice: "unsaid" as const, unsays: 1 };
  const taken = withLines([mine], [notice]);
  expect(taken[0]).toMatchObject({ text: "", unsaid: true });
  expect(withLines([mine], [{ ...mine, text: "", unsaid: true }])[0]).toMatchObject({ text: "", unsaid: true });
});

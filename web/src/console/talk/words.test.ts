import { expect, test } from "vitest";
import type { Line } from "../../contract";
import { written } from "../../shared/outbox";
import { contiguous, EMPTY, withTyping, writersAt } from "./transcript";
import { NO_WORDS, nextWords, onlyOf, talkOf, type Words, type WordsChange } from "./words";

function line(seq: number, more: Partial<Line> = {}): Line {
  const at = "2026-11-23T20:00:00Z";
  const plain = { mine: false, ref: null, notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [] };
  return { seq, at, role: "visitor", name: "Calm Reed", text: `words ${seq}`, ...plain, ...more };
}

function after(...changes: readonly WordsChange[]): Words {
  return changes.reduce(nextWords, NO_WORDS);
}

const heard = (...lines: readonly Line[]): WordsChange => ({ kind: "heard", conversation: "c", lines });
const wrote = (ref: string): WordsChange => ({ kind: "written", item: written(ref, "c", "hello", "2026-11-23T20:00:00Z") });

test("a message that comes twice is shown once", () => {
  const words = after(heard(line(1)), heard(line(1), line(2)), heard(line(2)));
  expect(talkOf(words, "c").lines.map((one) => one.seq)).toEqual([1, 2]);
});

test("messages that come out of order are shown in order", () => {
  const words = after(heard(line(3)), heard(line(1)), heard(line(2)));
  expect(talkOf(words, "c").lines.map((one) => one.seq)).toEqual([1, 2, 3]);
});

test("what may be confirmed ends before the first gap", () => {
  expect(contiguous(talkOf(after(heard(line(1), line(2), line(4))), "c"))).toBe(2);
  expect(contiguous(talkOf(after(heard(line(2))), "c"))).toBe(0);
  expect(contiguous(EMPTY)).toBe(0);
});

test("own words leave the outbox when they come back by resuming", () => {
  const words = after(wrote("r1"), wrote("r2"), heard(line(1, { mine: true, ref: "r1" })));
  expect(words.outbox.map((item) => item.ref)).toEqual(["r2"]);
});

test("somebody else's message with the same ref does not take own words away", () => {
  const words = after(wrote("r1"), heard(line(1, { ref: "r1" })));
  expect(words.outbox).toHaveLength(1);
});

test("kept words stand once, whether the answer or the resumed line comes first", () => {
  const mine = line(1, { mine: true, ref: "r1" });
  const kept: WordsChange = { kind: "kept", conversation: "c", line: mine };
  for (const words of [after(wrote("r1"), kept, heard(mine)), after(wrote("r1"), heard(mine), kept)]) {
    expect(talkOf(words, "c").lines).toHaveLength(1);
    expect(words.outbox).toEqual([]);
  }
});

test("refused words stay where their writer can see them", () => {
  const words = after(wrote("r1"), { kind: "refused", ref: "r1", code: "not_now" });
  expect(words.outbox).toMatchObject([{ text: "hello", fate: "refused", code: "not_now" }]);
});

test("words held back later go from the peer's page and stay on the moderator's", () => {
  const gone = after(heard(line(1)), { kind: "retracted", conversation: "c", seq: 1, words: "gone" });
  const stays = after(heard(line(1)), { kind: "retracted", conversation: "c", seq: 1, words: "kept" });
  expect(talkOf(gone, "c").lines[0]).toMatchObject({ text: "", withheld: true });
  expect(talkOf(stays, "c").lines[0]).toMatchObject({ text: "words 1", withheld: true });
});

test("a second opinion adds its reasons, each once", () => {
  const note = { concern: "suicide", severity: 2, start: 0, end: 3, reason: "Thoughts." };
  const noticed: WordsChange = { kind: "noticed", conversation: "c", seq: 1, notes: [note] };
  const words = after(heard(line(1, { notes: [{ ...note, reason: "Other." }] })), noticed, noticed);
  expect(talkOf(words, "c").lines[0]?.notes.map((one) => one.reason)).toEqual(["Other.", "Thoughts."]);
});

test("receipts never go back", () => {
  const words = after(
    { kind: "reached", conversation: "c", role: "visitor", seq: 5 },
    { kind: "reached", conversation: "c", role: "visitor", seq: 3 },
  );
  expect(talkOf(words, "c").reached.visitor).toBe(5);
});

test("nobody is shown as writing after they have spoken, or after a while", () => {
  const writing = withTyping(EMPTY, "Calm Reed", 6000);
  expect(writersAt(writing, 5999)).toEqual(["Calm Reed"]);
  expect(writersAt(writing, 6000)).toEqual([]);
  const spoke = after({ kind: "typing", conversation: "c", name: "Calm Reed", until: 6000 }, heard(line(1)));
  expect(writersAt(talkOf(spoke, "c"), 0)).toEqual([]);
});

test("the words of what is no longer on the page are forgotten", () => {
  const words = after(heard(line(1)), { kind: "heard", conversation: "d", lines: [line(1)] });
  expect(Object.keys(onlyOf(words, new Set(["d"])).talks)).toEqual(["d"]);
});

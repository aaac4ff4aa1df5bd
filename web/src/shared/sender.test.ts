import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Code, Receipt } from "../contract";
import { NO_ANSWER, type Answer } from "./link";
import * as outbox from "./outbox";
import { createSender, LATE_AFTER, type Sent } from "./sender";

const AT = "2026-11-23T12:00:00Z";
const KEPT: Answer<Receipt> = { ok: true, body: { seq: 1, at: AT, withheld: false } };

function no(code: Code): Answer<Receipt> {
  return { ok: false, code, retry_after: null, why: null };
}

/** A line that answers as it is told, and an outbox that changes as the page's does. */
function scene(answers: readonly Answer<Receipt>[], up: () => boolean = () => true) {
  let box: outbox.Outbox = ["a", "b"].map((ref) => outbox.written(ref, "c", `words ${ref}`, AT));
  const [said, waits]: [string[], number[]] = [[], []];
  const left = [...answers];
  const apply = (change: Sent) => {
    if (change.kind === "kept") box = outbox.settled(box, change.item.ref);
    if (change.kind === "late") box = outbox.late(box, change.ref);
    if (change.kind === "refused") box = outbox.refused(box, change.ref, change.code);
  };
  const sender = createSender({
    box: () => box,
    up,
    apply,
    say: (item) => {
      said.push(item.ref);
      return Promise.resolve(left.shift() ?? KEPT);
    },
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
  });
  return { sender, said, waits, box: () => box };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("words go out one after the other, in the order they were written", async () => {
  const { sender, said, box } = scene([]);
  await sender.flush();
  expect(said).toEqual(["a", "b"]);
  expect(box()).toEqual([]);
});

test("without an answer the same ref goes again, before what was written later", async () => {
  const { sender, said } = scene([NO_ANSWER, NO_ANSWER]);
  await sender.flush();
  expect(said).toEqual(["a", "a", "a", "b"]);
});

test("too fast waits as long as it is told", async () => {
  const { sender, said, waits } = scene([{ ok: false, code: "too_fast", retry_after: 3, why: null }]);
  await sender.flush();
  expect(waits).toEqual([3000]);
  expect(said).toEqual(["a", "a", "b"]);
});

test("a refusal for good is shown, keeps the words, and does not hold up the next", async () => {
  const { sender, box } = scene([no("bad_payload")]);
  await sender.flush();
  expect(box()).toMatchObject([{ ref: "a", fate: "refused", code: "bad_payload", text: "words a" }]);
});

test("trouble on the other side is tried five times, then said", async () => {
  const { sender, said, box } = scene(Array.from({ length: 5 }, () => no("internal")));
  await sender.flush();
  expect(said).toEqual(["a", "a", "a", "a", "a", "b"]);
  expect(box()).toMatchObject([{ ref: "a", fate: "refused" }]);
});

test("nothing is sent while the line is down", async () => {
  const { sender, said, box } = scene([], () => false);
  await sender.flush();
  expect(said).toEqual([]);
  expect(box()).toHaveLength(2);
});

test("two flushes at once send everything once", async () => {
  const { sender, said } = scene([]);
  await Promise.all([sender.flush(), sender.flush()]);
  expect(said).toEqual(["a", "b"]);
});

test("what is unsent after ten seconds says so", () => {
  const { sender, box } = scene([]);
  sender.watch("a");
  vi.advanceTimersByTime(LATE_AFTER - 1);
  expect(box()).toMatchObject([{ fate: "sending" }, { fate: "sending" }]);
  vi.advanceTimersByTime(1);
  expect(box()).toMatchObject([{ ref: "a", fate: "late" }, { fate: "sending" }]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drafts } from "../talk/drafts";
import { NoteWriter, noteOf, noteUnkept } from "./note_writer";

const CARD = { id: "c", noted: "before" };

beforeEach(() => {
  vi.useFakeTimers();
  drafts.value = {};
});
afterEach(() => vi.useRealTimers());

function linked(...answers: readonly string[]) {
  const sent: unknown[] = [];
  const waiting = [...answers];
  const ask = (_: string, body: unknown) => {
    sent.push(body);
    const code = waiting.shift() ?? "ok";
    return Promise.resolve(code === "ok" ? { ok: true, body: null } : { ok: false, code, retry_after: null });
  };
  return { sent, link: { ask } as never };
}

test("what is typed is sent once, soon after the last key, and shown meanwhile", async () => {
  const { sent, link } = linked();
  const writer = new NoteWriter("c", link);
  writer.typed("a");
  writer.typed("ab");
  expect([noteOf(CARD), noteUnkept("c")]).toEqual(["ab", true]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent).toEqual([{ conversation: "c", text: "ab" }]);
  expect(noteUnkept("c")).toBe(false);
});

test("taking all of it away is sent too", async () => {
  const { sent, link } = linked();
  new NoteWriter("c", link).typed("");
  expect(noteOf(CARD)).toBe("");
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent).toEqual([{ conversation: "c", text: "" }]);
});

test("over a lost line it stays here and is sent again", async () => {
  const { sent, link } = linked("no_answer", "ok");
  new NoteWriter("c", link).typed("a");
  await vi.advanceTimersByTimeAsync(2000);
  expect(noteUnkept("c")).toBe(true);
  await vi.advanceTimersByTimeAsync(4000);
  expect([sent.length, noteUnkept("c")]).toEqual([2, false]);
});

test("what was not kept before a reload is sent after it", async () => {
  const { sent, link } = linked();
  drafts.value = { "note c": "kept here" };
  new NoteWriter("c", link);
  await vi.advanceTimersByTimeAsync(1);
  expect(sent).toEqual([{ conversation: "c", text: "kept here" }]);
});

test("what comes too late waits for the wrap-up", async () => {
  const { link } = linked("not_found");
  new NoteWriter("c", link).typed("last words");
  await vi.advanceTimersByTimeAsync(9000);
  expect(drafts.value["note c"]).toBe("last words");
});

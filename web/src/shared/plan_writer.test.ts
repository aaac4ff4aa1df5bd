import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Fate, PlanWriter } from "./plan_writer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function writer(...fates: readonly Fate[]) {
  const sent: [string, string, string][] = [];
  const answers = [...fates];
  const made = new PlanWriter((step, ref, text) => {
    sent.push([step, ref, text]);
    return Promise.resolve(answers.shift() ?? "kept");
  });
  return { made, sent };
}

test("what is typed is sent once, when one pauses", async () => {
  const { made, sent } = writer();
  made.typed("myself", "Make");
  await vi.advanceTimersByTimeAsync(500);
  made.typed("myself", "Make tea");
  expect(made.words("myself")).toBe("Make tea");
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.map(([, , text]) => text)).toEqual(["Make tea"]);
  expect(made.words("myself")).toBeNull();
});

test("without an answer it is sent again under the same ref, and nothing is lost", async () => {
  const { made, sent } = writer("again", "again");
  made.typed("worth", "My dog");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map(([, ref]) => ref)).size).toBe(1);
  expect(made.unsent).toBe(false);
});

test("what is typed while an answer is awaited is sent after it", async () => {
  const { made, sent } = writer("kept", "kept");
  made.typed("signs", "I stop eating");
  made.left("signs");
  const waits = vi.advanceTimersByTimeAsync(0);
  made.typed("signs", "I stop eating and sleeping");
  await waits;
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent[sent.length - 1]?.[2]).toBe("I stop eating and sleeping");
  expect(made.unsent).toBe(false);
});

test("after the end nothing waits for ever", async () => {
  const { made } = writer("refused");
  made.typed("safer", "x");
  await vi.advanceTimersByTimeAsync(1000);
  expect([made.refused, made.unsent]).toEqual([true, false]);
});

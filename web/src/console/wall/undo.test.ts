import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FlagCard, ResolveFlag } from "../../contract";
import { createUndo, UNDO } from "./undo";

const flag = { id: "f", pseudonym: "Calm Reed" } as FlagCard;
const asked = (id: string): ResolveFlag => ({ flag: id, outcome: "false_alarm", reason: "A song." });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a resolve is sent after ten seconds and not before", () => {
  const sent: ResolveFlag[] = [];
  const undo = createUndo((one) => sent.push(one));
  undo.begin(flag, asked("f"));
  vi.advanceTimersByTime(UNDO - 1);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual([asked("f")]);
  expect(undo.waiting.value).toBeNull();
});

test("what is taken back is never sent", () => {
  const sent: ResolveFlag[] = [];
  const undo = createUndo((one) => sent.push(one));
  undo.begin(flag, asked("f"));
  undo.takeBack();
  vi.advanceTimersByTime(2 * UNDO);
  expect(sent).toEqual([]);
});

test("the next one sends the one before at once, and no one twice", () => {
  const sent: string[] = [];
  const undo = createUndo((one) => sent.push(one.flag));
  undo.begin(flag, asked("f"));
  undo.begin({ ...flag, id: "g" }, asked("g"));
  expect(sent).toEqual(["f"]);
  vi.advanceTimersByTime(2 * UNDO);
  expect(sent).toEqual(["f", "g"]);
});

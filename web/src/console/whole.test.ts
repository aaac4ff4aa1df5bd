import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NO_ANSWER, type Answer } from "../shared/link";
import { locked, open, shut } from "./locked";
import { onceOpen } from "./whole";

const REFUSED: Answer = { ok: false, code: "locked", retry_after: null, why: null };

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
});
afterEach(() => {
  locked.value = false;
  vi.unstubAllGlobals();
});

function serverSays(isLocked: boolean): void {
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ locked: isLocked })));
}

async function toldBy(answer: Answer): Promise<{ readonly last: () => Answer | null }> {
  let last: Answer | null = null;
  void onceOpen(Promise.resolve(answer)).then((told) => (last = told));
  await vi.waitFor(() => expect(locked.value).toBe(true));
  return { last: () => last };
}

test.each([REFUSED, NO_ANSWER])("what the lock was quicker than is told once it is open", async (answer) => {
  serverSays(true);
  if (answer === NO_ANSWER) shut();
  const told = await toldBy(answer);
  expect(told.last()).toBeNull();
  open();
  await vi.waitFor(() => expect(told.last()).toEqual(answer));
});

test("where nothing is locked a refusal is told at once", async () => {
  serverSays(false);
  expect(await onceOpen(Promise.resolve(REFUSED))).toEqual(REFUSED);
});

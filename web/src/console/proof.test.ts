import { expect, test } from "vitest";
import { askForProof, waiting } from "./proof";

test("what waits is told whether a proof was given, and the question goes away", async () => {
  const answer = askForProof();
  waiting.value?.settle(true);
  expect(await answer).toBe(true);
  expect(waiting.value).toBeNull();
});

test("a second question takes the place of the first", async () => {
  const first = askForProof();
  const second = askForProof();
  expect(await first).toBe(false);
  waiting.value?.settle(true);
  expect(await second).toBe(true);
});

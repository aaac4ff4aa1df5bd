import { expect, test } from "vitest";
import { Coming } from "./coming";

const SOON = 20; // ms

function hangs(signal: AbortSignal): Promise<string> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
}

test("what is there is asked for once, by whoever waits for it", async () => {
  let asked = 0;
  const coming = new Coming(() => Promise.resolve(++asked));
  expect([await coming.start(), await coming.soon(), await coming.soon()]).toEqual([1, 1, 1]);
});

test("what hangs is given up in time, and asked for anew by the next", async () => {
  const signals: AbortSignal[] = [];
  const coming = new Coming((signal) => (signals.push(signal) === 1 ? hangs(signal) : Promise.resolve("here")), SOON);
  await expect(Promise.all([coming.soon(), coming.soon()])).rejects.toThrow();
  expect(await coming.soon()).toBe("here");
  expect(signals.map((one) => one.aborted)).toEqual([true, false]);
});

test("what fails says so at once, and is asked for anew", async () => {
  let asked = 0;
  const coming = new Coming(() => (++asked === 1 ? Promise.reject(new Error("no words")) : Promise.resolve(asked)));
  await expect(coming.soon()).rejects.toThrow("no words");
  expect(await coming.soon()).toBe(2);
});

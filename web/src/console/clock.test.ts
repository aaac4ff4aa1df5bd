import { afterEach, expect, test, vi } from "vitest";
import { dueInWords, inWords, learn, secondsSince, secondsUntil, serverNow } from "./clock";

const AT = Date.parse("2026-11-23T20:00:00Z");

afterEach(() => {
  learn(null);
  vi.useRealTimers();
});

test("a countdown counts down and then says how late it is", () => {
  expect(dueInWords("2026-11-23T20:00:42Z", AT)).toBe("in 42 s");
  expect(dueInWords("2026-11-23T20:00:00Z", AT)).toBe("in 0 s");
  expect(dueInWords("2026-11-23T19:57:00Z", AT)).toBe("3 min late");
});

test("times are said in the largest words that fit", () => {
  expect([99, 100, 3600, 7500, 172_800].map(inWords)).toEqual(["99 s", "1 min", "1 h", "2 h 5 min", "2 days"]);
});

test("what began in the future by a second or two has just begun", () => {
  expect(secondsSince("2026-11-23T20:00:02Z", AT)).toBe(0);
  expect(secondsUntil("2026-11-23T20:00:02Z", AT)).toBe(2);
});

test("a machine whose clock is wrong counts by the server's", () => {
  vi.useFakeTimers({ now: AT });
  learn("Mon, 23 Nov 2026 20:10:00 GMT");
  expect(serverNow()).toBe(AT + 600_000);
  learn("Mon, 23 Nov 2026 20:00:01 GMT");
  expect(serverNow()).toBe(AT);
  learn("nonsense");
  expect(serverNow()).toBe(AT);
});

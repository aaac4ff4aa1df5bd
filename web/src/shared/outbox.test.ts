import { expect, test } from "vitest";
import * as outbox from "./outbox";

const one = outbox.written("a", "c", "first", "2026-11-23T12:00:00Z");
const two = outbox.written("b", "c", "second", "2026-11-23T12:00:01Z");

test("the same ref is in the outbox once", () => {
  expect(outbox.added([one], one)).toEqual([one]);
});

test("a refused message lets the next one pass, and goes again when asked", () => {
  const box = outbox.refused([one, two], "a", "not_now");
  expect(outbox.nextToSend(box)?.ref).toBe("b");
  expect(outbox.nextToSend(outbox.again(box, "a"))?.ref).toBe("a");
});

test("a late message is still the next to send", () => {
  expect(outbox.nextToSend(outbox.late([one, two], "a"))?.ref).toBe("a");
});

test("a refused message does not become late", () => {
  const box = outbox.late(outbox.refused([one], "a", "not_now"), "a");
  expect(box).toMatchObject([{ fate: "refused" }]);
});

test("settling what is not there changes nothing", () => {
  const box = [one];
  expect(outbox.settled(box, "z")).toBe(box);
  expect(outbox.settled(box, null)).toBe(box);
});

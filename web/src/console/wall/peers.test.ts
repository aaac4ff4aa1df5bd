import { expect, test } from "vitest";
import type { ShiftPeer } from "../../contract";
import { mayTake } from "./give_to";
import { peerInWords } from "./peers";

const PAT: ShiftPeer = {
  id: "pat", name: "Pat", state: "talking", since: "2026-11-23T20:00:00Z", here: true, talking: 1, places: 2, free: 1,
  languages: ["en", "de"], going: false, rests_until: null, on_hold: false, certified: true,
};

test("everything that keeps somebody new from a peer is said", () => {
  expect(peerInWords(PAT)).toBe("talking");
  expect(peerInWords({ ...PAT, state: "away" })).toBe("does not answer offers");
  const none = { ...PAT, here: false, going: true, on_hold: true, certified: false };
  expect(peerInWords(none)).toBe("talking, connection away, takes nobody new, on hold, no certificate");
  expect(peerInWords({ ...PAT, rests_until: "2026-11-23T21:00:00Z" })).toContain("rests until");
});

test("only who is free and answers in their language is to choose from", () => {
  expect(mayTake(PAT, { language: "de" })).toBe(true);
  expect(mayTake(PAT, { language: "fr" })).toBe(false);
  expect(mayTake({ ...PAT, free: 0 }, { language: "de" })).toBe(false);
});

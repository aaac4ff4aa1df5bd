import { expect, test } from "vitest";
import { offeredIn } from "./calm";

const WORDS = { offer_breathing: "Shall we breathe?", offer_around: "Shall we look around?" };

test("an offer is known by its words, among others that a peer wrote", () => {
  expect(offeredIn({ role: "peer", text: "I am here.\n Shall we breathe? " }, WORDS)).toBe("breathing");
  expect(offeredIn({ role: "moderator", text: "Shall we look around?" }, WORDS)).toBe("around");
});

test("a sentence that was changed, or a visitor's, is words like any other", () => {
  expect(offeredIn({ role: "peer", text: "Shall we breathe? Or not." }, WORDS)).toBeNull();
  expect(offeredIn({ role: "visitor", text: "Shall we breathe?" }, WORDS)).toBeNull();
});

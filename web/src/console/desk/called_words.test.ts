import { expect, test } from "vitest";
import type { CalledCard } from "../../contract";
import { timeOfDay } from "../clock";
import { calledInWords } from "./called_words";

const AT = "2026-11-23T03:12:00Z";
const called: CalledCard = { since: AT, on_duty: true, alerting: null, everyone: false, paged: [] };
const words = (card: CalledCard | null, flag: "overdue" | "claimed" | null = "overdue") =>
  calledInWords({ flag, claimed_by: "Kim", called: card }).join(" ");

test("a peer reads who is called, since when, and that nobody has answered", () => {
  expect(words(called)).toContain(`The moderators on duty see this on their wall, since ${timeOfDay(AT)}. Nobody has answered yet.`);
  expect(words({ ...called, alerting: "Kim" })).toContain("Kim is called, since");
  expect(words({ ...called, alerting: "Kim", everyone: true })).toContain("Every moderator on duty is called, since");
});

test("with nobody on duty no peer reads that moderators are called", () => {
  const alone = { ...called, on_duty: false };
  expect(words(alone)).toMatch(/^No moderator is on duty\./);
  expect(words(alone)).toContain("Nobody outside has been called yet.");
  const failed = { way: "webhook", at: AT, answered: false, status: "500", again: true };
  expect(words({ ...alone, paged: [failed] })).toContain("by webhook: failed (500). It is tried again.");
});

test("what to do meanwhile is said for as long as nobody has answered", () => {
  expect(words(called)).toContain("stay with the visitor");
  expect(words(called, "claimed")).toBe("Kim looks after this with you.");
  expect(words(null, null)).toBe("");
});

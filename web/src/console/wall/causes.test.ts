import { expect, test } from "vitest";
import { causeInWords } from "./causes";

test("never shows a number without what it is the number of", () => {
  const model = causeInWords({ concern: "self_harm", check: "inline", rule: "", share: 0.874 });
  expect(model).toBe("Fast model: self harm, score 87 of 100");
});

test("names the rule as its file has it", () => {
  const phrase = causeInWords({ concern: "suicide", check: "lexicon", rule: "want to die", share: null });
  expect(phrase).toBe("Phrase “want to die”: suicide");
});

test("says that it was the course of the conversation", () => {
  const course = causeInWords({ concern: "suicide", check: "course.calm", rule: "calm", share: null });
  expect(course).toBe("Course of the conversation “calm”: suicide");
});

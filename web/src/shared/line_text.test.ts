import { expect, test } from "vitest";
import { inCountry, lineText } from "./line_text";

const NO = { dial: null, keyword: null, url: null, hours: "", open_now: null };

test("a line is its name and every way to reach it, in words of no language", () => {
  const contacts = [
    { ...NO, method: "phone", dial: "116123", open_now: true, hours: "24/7" },
    { ...NO, method: "sms", dial: "85258", keyword: "SHOUT" },
    { ...NO, method: "chat", url: "https://line.example/chat" },
  ];
  expect(lineText({ name: "A line", contacts })).toBe("A line: 116123, SHOUT → 85258, https://line.example/chat");
});

test("whom only we can tell is no line to be called", () => {
  expect(lineText({ name: "Crisis team", contacts: [{ ...NO, method: "sent" }] })).toBe("");
});

test("lines for people anywhere come after those of the country, and no others", () => {
  const cards = [{ country: "ZZ" }, { country: "CA" }, { country: "GB" }];
  expect(inCountry(cards, "GB").map((one) => one.country)).toEqual(["GB", "ZZ"]);
});

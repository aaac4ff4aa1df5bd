import { expect, test } from "vitest";
import type { ResourceCard } from "../../contract";
import { resourceText } from "./resource_text";

const line: ResourceCard = {
  id: "x",
  name: "A line",
  country: "DE",
  languages: ["de"],
  topics: [],
  contacts: [
    { method: "phone", dial: "116 123", keyword: null, url: null, hours: "", open_now: true },
    { method: "sms", dial: "5000", keyword: "HELLO", url: null, hours: "Mon–Fri 9–17", open_now: false },
    { method: "phone", dial: null, keyword: null, url: null, hours: "", open_now: null },
  ],
  website: "https://line.example",
  checked_on: "2026-06-01",
  stale: false,
};

test("a service goes into a message with every way to reach it, and says what is open", () => {
  expect(resourceText(line)).toBe(
    'A line\nPhone: 116 123, open now\nText message: 5000 (send "HELLO"), closed now, open Mon–Fri 9–17',
  );
});

test("a service that can only be reached on its website names that", () => {
  expect(resourceText({ ...line, contacts: [] })).toBe("A line\nhttps://line.example");
});

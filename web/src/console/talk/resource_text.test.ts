import { expect, test } from "vitest";
import type { ResourceCard } from "../../contract";
import { acceptsInWords, contactText, countryName } from "./resource_text";

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
  from_age: null,
  to_age: null,
  conditions: [],
};

test("whom a service takes on is said in words, and nothing where it is everybody", () => {
  expect(acceptsInWords(line)).toBe("");
  expect(acceptsInWords({ ...line, from_age: 12, to_age: 25 })).toBe("For ages 12 to 25.");
  expect(acceptsInWords({ ...line, from_age: 60 })).toBe("From age 60 on.");
  expect(acceptsInWords({ ...line, to_age: 18, conditions: ["Only with a doctor's letter."] })).toBe(
    "Up to age 18. Only with a doctor's letter.",
  );
});

test("each way to reach a service says whether it is open", () => {
  expect(line.contacts.map(contactText)).toEqual([
    "Phone: 116 123, open now",
    'Text message: 5000 (send "HELLO"), closed now, open Mon–Fri 9–17',
    "",
  ]);
});

test("a country is called by its name, and a line for everybody by none", () => {
  expect([countryName("KR"), countryName("KR", "es"), countryName("ZZ")]).toEqual(["South Korea", "Corea del Sur", "anywhere"]);
});

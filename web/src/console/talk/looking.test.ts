import { expect, test } from "vitest";
import { ANY, countryOf, lookIn } from "./looking";

const SPAIN = { code: "ES", emergency: [], by_text: null };

test("lines are looked for where the visitor is, and in no country where they chose none", () => {
  expect(countryOf({ about: "t1", country: SPAIN })).toBe("ES");
  expect(countryOf({ about: "t1", country: null })).toBe(ANY);
});

test("another country is chosen for one conversation, and carried into no other", () => {
  lookIn("t1", "FR");
  expect(countryOf({ about: "t1", country: SPAIN })).toBe("FR");
  expect(countryOf({ about: "t2", country: SPAIN })).toBe("ES");
  expect(countryOf({ about: "t3", country: null })).toBe(ANY);
});

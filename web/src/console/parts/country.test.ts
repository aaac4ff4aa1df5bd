import { expect, test } from "vitest";
import { countryInWords, withEmergency } from "./country";

const SPAIN = { code: "ES", emergency: ["112", "085"], by_text: null };

test("the country is called by its name, and it is said where none was chosen", () => {
  expect(countryInWords(SPAIN)).toBe("chose Spain");
  expect(countryInWords(null)).toBe("no country chosen");
});

test("a step names the number of the country that was chosen, and none where none was", () => {
  const step = "Ask them to call {emergency}.";
  expect(withEmergency(step, SPAIN)).toBe("Ask them to call the emergency number (112).");
  expect(withEmergency(step, null)).toBe("Ask them to call the emergency number.");
  expect(withEmergency(step, { ...SPAIN, emergency: [] })).toBe("Ask them to call the emergency number.");
});

import { expect, test } from "vitest";
import type { HelpCard } from "../../contract";
import type { PageData } from "../data";
import { helpIn } from "./help_in";

const LINES = [{ id: "gb", country: "GB" }, { id: "ie", country: "IE" }];
const DATA = { own: "GB", resources: LINES } as unknown as PageData;
const CARD = { level: 3, emergency: ["999"], resources: [{ id: "gb", country: "GB" }], path: null, country: null } as unknown as HelpCard;

test("a card of the country that was named is shown as it came", () => {
  expect(helpIn(CARD, null, DATA)).toEqual({ numbers: ["999"], lines: CARD.resources });
});

test("whoever has just chosen another country does not see the numbers of the old one", () => {
  const { numbers, lines } = helpIn(CARD, "IE", DATA);
  expect(numbers).toBeUndefined();
  expect(lines.map(({ id }) => id)).toEqual(["ie"]);
});

import { expect, test } from "vitest";
import { CountryOwed } from "./country_owed";

test("a country that was chosen while the line was down is told again, and no more once it has arrived", async () => {
  const told: (string | null)[] = [];
  let up = false;
  let chosen = "US";
  const owed = new CountryOwed(
    () => chosen,
    (region) => {
      told.push(region);
      return Promise.resolve({ ok: up });
    },
  );
  await owed.tell();
  expect(told).toEqual([]);
  owed.choose();
  await owed.tell();
  chosen = "IE";
  up = true;
  await owed.tell();
  await owed.tell();
  expect(told).toEqual(["US", "US", "IE"]);
});

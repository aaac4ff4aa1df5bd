import { expect, test } from "vitest";
import { clock, day } from "../shared/times";
import { localeOf } from "./times";

test("a time is told in the language of the page, whatever the browser is set to", () => {
  expect(day("2026-06-02", localeOf("es", ["de-DE", "en-GB"]))).toBe("2 de junio de 2026");
  expect(clock("2026-11-23T14:05:00", localeOf("en", ["en-GB"]))).toBe("14:05");
});

test("the digits of a time are those of phone numbers, in Arabic too", () => {
  expect(day("2026-06-02", localeOf("ar", ["ar-EG"]))).toMatch(/^2 يونيو،? 2026$/);
});

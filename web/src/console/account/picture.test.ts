import { expect, test } from "vitest";
import { dots } from "./picture";

test("each dark dot is drawn in its place, within the light margin", () => {
  expect(dots(["01", "10"])).toBe("M5 4h1v1h-1zM4 5h1v1h-1z");
});

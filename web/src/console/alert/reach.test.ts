import { expect, test } from "vitest";
import { whatDoesNotReach } from "./reach";

test("where everything reaches a peer nothing is said", () => {
  expect(whatDoesNotReach("ready", "granted")).toEqual([]);
});

test("held sound and refused notices are both said", () => {
  const said = whatDoesNotReach("held", "denied");
  expect(said).toHaveLength(2);
  expect(said[0]).toContain("would not ring");
});

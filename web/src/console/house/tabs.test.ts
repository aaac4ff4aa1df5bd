import { expect, test } from "vitest";
import { rolesInWords } from "../people/roles";
import { tabOf, tabsOf } from "./tabs";

test("everybody has the pages of their roles, the most urgent first", () => {
  expect(tabsOf(["administrator"])).toEqual(["shifts", "reports", "rooms", "training", "rules", "system", "people", "account"]);
  expect(tabsOf(["peer", "moderator"])).toEqual(["wall", "desk", "review", "shifts", "reports", "rooms", "training", "account"]);
  expect(tabsOf([])).toEqual(["account"]);
});

test("an address that names no page names none", () => {
  expect(tabOf("#wall")).toBe("wall");
  expect(tabOf("#account")).toBe("account");
  expect(tabOf("#constructor")).toBeNull();
});

test("roles read like a sentence", () => {
  expect(rolesInWords(["peer"])).toBe("a peer");
  expect(rolesInWords(["administrator", "peer", "moderator"])).toBe("a peer, a moderator and an administrator");
});

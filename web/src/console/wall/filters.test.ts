import { expect, test } from "vitest";
import type { FlagCard, WallConversation } from "../../contract";
import { ALL, filtersOf, hashOf, narrowing, shown } from "./filters";

const NOON = Date.parse("2026-11-23T12:00:00Z");
const card = (id: string, more: Partial<WallConversation>) =>
  ({ id, level: 0, language: "en", topic: null, since: "2026-11-23T11:00:00Z", company: [], lull: null, ends_at: null, ...more }) as WallConversation;

const calm = card("calm", { since: "2026-11-23T10:00:00Z" });
const grave = card("grave", { level: 3, company: [{ role: "peer", name: "Pat", standing: "speaker", present: true, leads: false }] });
const other = card("other", { level: 1, path: "children", language: "fr", topic: "loss", since: "2026-11-23T11:59:00Z" });
const wall = [calm, grave, other];
const ids = (hash: string) => shown(wall, [], filtersOf(hash), NOON).cards.map((one) => one.id);

test("without a filter all are there, risk first", () => {
  expect(ids("#wall")).toEqual(["grave", "other", "calm"]);
  expect(filtersOf("#wall")).toEqual(ALL);
});

test("each filter narrows, and together they narrow more", () => {
  expect(ids("#wall?risk=1")).toEqual(["grave", "other"]);
  expect(ids("#wall?language=fr")).toEqual(["other"]);
  expect(ids("#wall?topic=loss")).toEqual(["other"]);
  expect(ids("#wall?path=children")).toEqual(["other"]);
  expect(ids("#wall?peer=Pat")).toEqual(["grave"]);
  expect(ids("#wall?age=30")).toEqual(["grave", "calm"]);
  expect(ids("#wall?age=30&risk=1")).toEqual(["grave"]);
});

test("sorted by time, who has been here longest comes first", () => {
  expect(ids("#wall?sort=age")).toEqual(["calm", "grave", "other"]);
  expect(narrowing(filtersOf("#wall?sort=age"))).toBe(0);
});

test("the address says the filters, and only those", () => {
  const filters = { ...ALL, risk: 2, peer: "Pat & Co" };
  expect(hashOf(filters)).toBe("#wall?risk=2&peer=Pat+%26+Co");
  expect(filtersOf(hashOf(filters))).toEqual(filters);
  expect(hashOf(ALL)).toBe("#wall");
});

test("an address that can't be read shows everything", () => {
  expect(filtersOf("#wall?risk=many&age=-3&sort=name")).toEqual(ALL);
});

test("whom nobody answers, whose flag waits and whom a clock is about to end break through every filter", () => {
  const lull = { visitor_waits: true, since: "2026-11-23T11:50:00Z", late: true, calls_you: false };
  const unanswered = card("unanswered", { lull });
  const ending = card("ending", { ends_at: "2026-11-23T12:01:00Z" });
  const flagged = card("flagged", {});
  const flags = [{ conversation: "flagged", state: "raised" }, { conversation: "calm", state: "claimed" }] as FlagCard[];
  const all = [calm, other, unanswered, ending, flagged];
  for (const hash of ["#wall?language=fr", "#wall?topic=loss", "#wall?path=children&age=1&sort=age", "#wall?risk=1"]) {
    const { cards, through } = shown(all, flags, filtersOf(hash), NOON);
    expect(cards.map((one) => one.id).sort()).toEqual(["ending", "flagged", "other", "unanswered"]);
    expect([...through].sort()).toEqual(["ending", "flagged", "unanswered"]);
  }
});

test("what the filters show anyway is not marked", () => {
  const ending = card("ending", { language: "fr", ends_at: "2026-11-23T12:01:00Z" });
  expect(shown([calm, ending], [], filtersOf("#wall?language=fr"), NOON).through.size).toBe(0);
  expect(shown([calm, ending], [], ALL, NOON).through.size).toBe(0);
});

test("who has only written nothing for a while stays behind the filter", () => {
  const lull = { visitor_waits: false, since: "2026-11-23T11:50:00Z", late: false, calls_you: false };
  expect(shown([card("quiet", { lull })], [], filtersOf("#wall?language=fr"), NOON).cards).toEqual([]);
});

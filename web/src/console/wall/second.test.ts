import { expect, test } from "vitest";
import type { Health, Level, SecondLookCard, WallConversation } from "../../contract";
import type { WithoutConsent } from "../service";
import { newsOfSeconds } from "./answers";
import { needsOf } from "./needs";
import { othersQuestion, ownQuestion, waitInWords, whens } from "./second";
import { START, type Wall } from "./state";

const RULES: WithoutConsent = { from_level: 3, tell_visitor: true, reasons: [], second: { at_once_from_level: 4, policy: [] } };
const ASKED = "2026-11-23T20:00:00Z";
const AT = Date.parse(ASKED);
const MINUTE = 60_000;

function look(more: Partial<SecondLookCard> = {}): SecondLookCard {
  const asked = { state: "asked" as const, asked_by: "Mona", mine: true, asked_at: ASKED, goes_alone_at: "2026-11-23T20:02:00Z" };
  const about = { conversation: "c", pseudonym: "Calm Reed", level: 3 as Level, matter: "without_consent" as const };
  const said = { answered_by: "", answered_at: null, answer: "", acted_at: null, until: null, lifted_by: "" };
  return { id: "s1", ...asked, ...about, ...said, reason: "a life", words: "why", service: "Emergency", summary: "", ...more };
}

function card(level: Level, second: SecondLookCard | null = null): WallConversation {
  return { id: "c", pseudonym: "Calm Reed", level, second, referral: null, lull: null } as WallConversation;
}

function around(...others: readonly string[]): Pick<Wall, "duty" | "health"> {
  return { duty: "ready", health: { moderators: ["Mona", ...others] } as unknown as Health };
}

test("where a life is in danger it goes at once, and may be asked about first", () => {
  expect(whens(card(4), around("Mike"), RULES, AT)).toEqual(["now", "first"]);
});

test("below that whoever is not alone asks first", () => {
  expect(whens(card(3), around("Mike"), RULES, AT)).toEqual(["first"]);
  expect(whens(card(3), around(), RULES, AT)).toEqual(["now", "first"]);
});

test("a question of one's own is waited for, but not for long", () => {
  const asked = card(3, look());
  expect(whens(asked, around("Mike"), RULES, AT + MINUTE)).toEqual([]);
  expect(whens(asked, around("Mike"), RULES, AT + 2 * MINUTE)).toEqual(["now"]);
  expect(whens(card(4, look()), around("Mike"), RULES, AT)).toEqual(["now"]);
  expect(waitInWords(look(), AT)).toContain("on you may go ahead");
  expect(waitInWords(look(), AT + 2 * MINUTE)).toBe("Nobody has answered yet. You may go ahead without an answer.");
});

test("somebody else's question is answered, not asked again", () => {
  const theirs = card(4, look({ mine: false }));
  expect([ownQuestion(theirs), othersQuestion(theirs)?.id]).toEqual([null, "s1"]);
  expect(othersQuestion(card(4, look({ mine: false, acted_at: ASKED })))).toBeNull();
});

function wall(second: SecondLookCard): Wall {
  return { ...START, conversations: { c: card(3, second) } };
}

test("whoever asked hears the answer at once", () => {
  const said = { state: "declined" as const, answered_by: "Mike", answered_at: ASKED };
  const news = newsOfSeconds(wall(look()), wall(look(said)));
  expect(news).toEqual({ words: "Mike, the second person, said no", tone: "urgent" });
  expect(newsOfSeconds(wall(look(said)), wall(look(said)))).toBeNull();
  expect(newsOfSeconds(wall(look({ mine: false })), wall(look({ ...said, mine: false })))).toBeNull();
});

test("a no stays on one's list until it is put away", () => {
  const said = look({ state: "declined", answered_by: "Mike", answered_at: ASKED });
  const [need] = needsOf(wall(said));
  expect([need?.what, need?.presses]).toEqual(["Mike, the second person, said no: read why.", true]);
  expect(needsOf({ ...wall(said), dismissed: [need?.dismiss ?? ""] })).toEqual([]);
});

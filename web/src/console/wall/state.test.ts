import { expect, test } from "vitest";
import type { FlagCard, FlagState, Health, Line, ReferralCard, ShiftPeer, WallConversation, WallRenewed } from "../../contract";
import { talkOf } from "../talk/words";
import { flagWaits, mayDecide, mayRefer, riskFirst, soundOf, sounding, stepFrom, worstFirst } from "./order";
import { needsOf } from "./needs";
import { newsOfAnswers } from "./answers";
import { newsOf, newsOfMine } from "./news";
import { next, START, type Wall, type WallChange } from "./state";

const HEALTH: Health = {
  closed: null,
  pause: null,
  rests_until: null,
  appeals: 0,
  pager: { reaches: true, failing: [] },
  to_approve: 0,
  unsigned: 0,
  waiting: 0,
  longest_wait_seconds: 0,
  peers_ready: 1,
  peers_busy: 0,
  peers_held: 0,
  unanswerable: 0,
  moderators: ["Kim"],
  worker_seen: true,
  models: {},
};

function flag(id: string, more: Partial<FlagCard> = {}): FlagCard {
  return {
    id,
    conversation: `c-${id}`,
    pseudonym: "Calm Reed",
    state: "raised",
    level: 2,
    seq: 1,
    concerns: [],
    reasons: [],
    words: "",
    kind: "worry",
    reported: null,
    asked_by: null,
    earlier: null,
    raised_by: "screen",
    raised_at: "2026-11-23T20:00:00Z",
    clock_from: "2026-11-23T20:00:00Z",
    due_at: "2026-11-23T20:02:00Z",
    lapses: 0,
    alerting: null,
    claimed_by: null,
    mine: false,
    outcome: null,
    complete: true,
    calls_you: false,
    calls_everyone: false,
    paged: [],
    before: [],
    causes: [],
    was_yours: false,
    taken_because: null,
    unsaid: false,
    graver: 0,
    ...more,
  };
}

function card(id: string, more: Partial<WallConversation> = {}): WallConversation {
  return {
    id,
    pseudonym: "Calm Reed",
    state: "talking",
    phase: "open",
    level: 0,
    language: "en",
    topic: null,
    distress: null,
    since: "2026-11-23T20:00:00Z",
    last_seq: 0,
    company: [],
    backstage: null,
    backstage_seq: 0,
    reading: false,
    joined: false,
  leading: false,
    received: 0,
    passed_on: null,
    assessment: null,
    plan: null,
    notes: [],
    referral: null,
    lull: null,
    ends_at: null,
    held_until: null,
    people: [],
    kind: "one_to_one",
    path: null,
    mentoring: null,
    learner: null,
    country: null,
    room: null,
    second: null,
    ...more,
  };
}

function renewed(more: Partial<WallRenewed>): WallChange {
  const nothing = { duty: "ready" as const, flags: [], flags_gone: [], conversations: [], conversations_gone: [], health: null, asked: null, peers: null };
  return { kind: "wall", renewed: { ...nothing, ...more } };
}

function after(...changes: readonly WallChange[]): Wall {
  return changes.reduce(next, START);
}

const line: Line = {
  seq: 1,
  at: "2026-11-23T20:00:00Z",
  role: "visitor",
  name: "Calm Reed",
  text: "hello",
  mine: false,
  ref: null,
  notice: null,
  withheld: false,
  unsaid: false,
  unsays: null,
  careful: false,
  hushed: false,
  notes: [],
};

const PAT: ShiftPeer = {
  id: "pat", name: "Pat", state: "ready", since: "2026-11-23T20:00:00Z", here: true, talking: 0, places: 1, free: 1,
  languages: ["en"], going: false, rests_until: null, on_hold: false, certified: true,
};

const synced: WallChange = {
  kind: "view",
  view: { duty: "ready", flags: [flag("a")], conversations: [card("c")], health: HEALTH, asked: null, peers: [PAT] },
};

const RESOURCE = { id: "x", name: "A line", country: "DE", languages: [], topics: [], contacts: [], website: null, checked_on: "2026-06-01", stale: false, from_age: null, to_age: null, conditions: [] };
const REFERRAL = { id: "r", resource: RESOURCE, offered_at: "", expires_at: "", reference: null, summary: "", without: null, sent: null, confirmed_at: null, confirmed_by: "", mine: false };

test("who is on shift stays as it was where nothing is said of it", () => {
  expect(after(synced, renewed({})).peers).toEqual([PAT]);
  expect(after(synced, renewed({ peers: [] })).peers).toEqual([]);
});

test("changes are put in by id, and what is gone is taken away", () => {
  const wall = after(
    synced,
    renewed({ flags: [flag("a", { state: "claimed" }), flag("b")] }),
    renewed({ flags_gone: ["b"], conversations: [card("d")], conversations_gone: ["c"] }),
  );
  expect(Object.values(wall.flags).map((one) => [one.id, one.state])).toEqual([["a", "claimed"]]);
  expect(Object.keys(wall.conversations)).toEqual(["d"]);
});

test("a change that says nothing of the health keeps it", () => {
  expect(after(synced, renewed({ flags: [flag("b")] })).health).toEqual(HEALTH);
});

test("the same change twice is one change", () => {
  const once = after(synced, renewed({ flags: [flag("b")] }));
  expect(next(once, renewed({ flags: [flag("b")] }))).toEqual(once);
});

test("one reads as soon as the server has let one in, before the card says so", () => {
  const wall = after(
    synced,
    { kind: "looking", conversation: "c", how: "read" },
    { kind: "heard", conversation: "c", lines: [line] },
    renewed({ flags: [flag("b")] }),
  );
  expect(wall.conversations.c?.reading).toBe(true);
  expect(talkOf(wall.words, "c").lines).toHaveLength(1);
  expect(next(wall, { kind: "looking", conversation: "gone", how: "join" }).conversations).toEqual(wall.conversations);
});

test("words leave the page when one stops reading", () => {
  const wall = after(
    synced,
    { kind: "chosen", conversation: "c" },
    renewed({ conversations: [card("c", { reading: true })] }),
    { kind: "heard", conversation: "c", lines: [line] },
    renewed({ conversations: [card("c", { reading: false })] }),
  );
  expect(talkOf(wall.words, "c").lines).toEqual([]);
});

test("an alarm stays until somebody looks, and one conversation has one alarm", () => {
  const alarm: WallChange = { kind: "alarm", alarm: { conversation: "c", level: 4 } };
  const wall = after(synced, alarm, alarm);
  expect(wall.alarms).toHaveLength(1);
  expect(next(wall, { kind: "alarm_seen", conversation: "c" }).alarms).toEqual([]);
});

test("flags stand worst first: unresolved, level, overdue, then what is due first", () => {
  const flags = [
    flag("resolved", { level: 4, state: "resolved" }),
    flag("low", { level: 1 }),
    flag("later", { due_at: "2026-11-23T20:05:00Z" }),
    flag("sooner", { due_at: "2026-11-23T20:01:00Z" }),
    flag("claimed", { state: "claimed", due_at: null }),
    flag("overdue", { state: "overdue", due_at: "2026-11-23T20:09:00Z" }),
    flag("worst", { level: 4 }),
  ];
  const order = ["worst", "overdue", "sooner", "later", "claimed", "low", "resolved"];
  expect(worstFirst(flags).map((one) => one.id)).toEqual(order);
});

test("a flag in a state that this page does not know waits for somebody", () => {
  const strange = flag("strange", { state: "doubted" as FlagState });
  expect(flagWaits(strange)).toBe(true);
  expect(flagWaits({ ...strange, state: "claimed" })).toBe(false);
  const later = flag("overdue", { state: "overdue", level: strange.level });
  expect(worstFirst([strange, later]).map((one) => one.id)).toEqual(["overdue", "strange"]);
});

test("conversations stand by risk, then by who has waited longest", () => {
  const all = [
    card("new", { since: "2026-11-23T20:09:00Z" }),
    card("old", { since: "2026-11-23T20:01:00Z" }),
    card("risk", { level: 3, since: "2026-11-23T20:10:00Z" }),
  ];
  expect(riskFirst(all).map((one) => one.id)).toEqual(["risk", "old", "new"]);
});

test("whom nobody answers stands before all others, and waits for whoever is called", () => {
  const lull = { visitor_waits: true, since: "2026-11-23T20:05:00Z", late: true, calls_you: true };
  const cards = [card("grave", { level: 4 }), card("late", { level: 2, lull }), card("quiet", { level: 3, lull: { ...lull, late: false } })];
  expect(riskFirst(cards).map((one) => one.id)).toEqual(["late", "grave", "quiet"]);
  const wall: Wall = { ...START, conversations: { late: card("late", { level: 2, lull }), other: card("other", { lull: { ...lull, calls_you: false } }) } };
  expect(needsOf(wall).map(({ conversation }) => conversation)).toEqual(["late"]);
  expect(needsOf(wall)[0]?.what).toMatch(/^The visitor has waited for an answer since /);
});

test("the live region counts what is new and never quotes it", () => {
  const old = [flag("a")];
  const words = { words: "secret", reasons: ["secret"] };
  const fresh = [...old, flag("b", words), flag("c", { ...words, level: 3 }), flag("d", words)];
  expect(newsOf(old, fresh)).toBe("3 new flags, 1 urgent");
  expect(newsOf(old, [...old, flag("b")])).toBe("1 new flag");
  expect(newsOf(fresh, fresh)).toBe("");
});

test("a flag that has become worse is news, one that was claimed is not", () => {
  expect(newsOf([flag("a")], [flag("a", { level: 4 })])).toBe("1 new flag, 1 urgent");
  expect(newsOf([flag("a")], [flag("a", { level: 4, state: "claimed" })])).toBe("");
});

test("a flag is news again when whoever had claimed it is gone", () => {
  const claimed = flag("a", { level: 3, state: "claimed", claimed_by: "Kim" });
  const back = flag("a", { level: 3, state: "overdue", lapses: 1 });
  expect(newsOf([claimed], [back])).toBe("1 new flag, 1 urgent");
  expect(newsOf([back], [{ ...back, lapses: 2 }])).toBe("");
});

const MINE = flag("a", { conversation: "c", state: "claimed", level: 3, mine: true, reasons: ["a"] });

function shows(one: FlagCard, referral: Partial<ReferralCard>) {
  return { flags: { a: one }, conversations: { c: card("c", { referral: { ...REFERRAL, state: "sent", ...referral } }) } };
}

test("what is new on one's own flag is told to who follows it, a referral that did not work each time", () => {
  const sent = shows(MINE, {});
  const more = { words: "Something new on a flag of yours", tone: "soft" };
  expect(newsOfMine(sent, shows({ ...MINE, reasons: ["b", "a"] }, {}))).toEqual(more);
  expect(newsOfMine(sent, shows(MINE, { state: "failed" }))?.words).toBe("A referral of yours did not work");
  expect(newsOfMine(shows(MINE, { state: "failed" }), shows(MINE, { state: "failed" }))).toBeNull();
  expect(newsOfMine(sent, shows({ ...MINE, mine: false }, { state: "failed" }))).toBeNull();
});

test("a silence is told to who follows it every time, as loud as it is grave, though its reason is known", () => {
  const first = shows(MINE, { expires_at: "2026-11-23T20:10:00Z" });
  const second = shows(MINE, { expires_at: "2026-11-23T20:20:00.5Z" });
  const told = { words: "A referral of yours has waited too long", tone: "urgent" };
  expect(newsOfMine(first, second)).toEqual(told);
  expect(newsOfMine(second, second)).toBeNull();
  const low = (more: Partial<ReferralCard>) => shows({ ...MINE, level: 2 }, more);
  expect(newsOfMine(low({ expires_at: "2026-11-23T20:10:00Z" }), low({ expires_at: "2026-11-23T20:20:00Z" }))?.tone).toBe("soft");
});

test("the next step of a referral has its own time, and what is offered anew too: neither is a silence", () => {
  const sent = shows(MINE, { offered_at: "2026-11-23T20:00:00Z", expires_at: "2026-11-23T20:10:00Z" });
  const later = { offered_at: "2026-11-23T20:00:00Z", expires_at: "2026-11-23T21:00:00Z" };
  expect(newsOfMine(sent, shows(MINE, { ...later, state: "handed_over" }))).toBeNull();
  expect(newsOfMine(sent, shows(MINE, { ...later, offered_at: "2026-11-23T20:05:00Z" }))).toBeNull();
  expect(newsOfMine(sent, shows(MINE, { ...later, id: "another" }))).toBeNull();
});

test("what waits for a moderator: what nobody has, their flags and what they have begun, one line for each", () => {
  const flags = {
    others: flag("others", { state: "claimed", claimed_by: "Kim" }),
    called: flag("called", { level: 3, calls_you: true }),
    nobody: flag("nobody"),
    mine: flag("mine", { level: 4, state: "claimed", mine: true, conversation: "c" }),
    done: flag("done", { state: "resolved", mine: true }),
  };
  const conversations = {
    c: card("c", { reading: true, referral: { ...REFERRAL, state: "failed" } }),
    read: card("read", { reading: true, level: 1 }),
    else: card("else", { level: 4 }),
  };
  expect(needsOf({ flags, conversations, dismissed: [] }).map((one) => [one.conversation, one.what])).toEqual([
    ["c", "The referral did not work: another way is needed."],
    ["c-called", "Nobody has this flag, and you are called."],
    ["c-nobody", "Nobody has this flag yet."],
    ["read", "You read along."],
  ]);
});

test("a yes or a no to a referral is told once to who offered it or has the flag, and waits for them until it is put away", () => {
  const shown = (state: "offered" | "accepted" | "declined", more: Partial<ReferralCard> = {}): Wall => ({
    ...START,
    conversations: { c: card("c", { level: 3, referral: { ...REFERRAL, state, mine: true, ...more } }) },
  });
  expect(newsOfAnswers(shown("offered"), shown("accepted"))).toEqual({ words: "The visitor said yes to a referral of yours", tone: "urgent" });
  expect(newsOfAnswers(shown("offered"), shown("declined"))?.words).toBe("The visitor said no to a referral of yours");
  expect(newsOfAnswers(shown("accepted"), shown("accepted"))).toBeNull();
  expect(newsOfAnswers(shown("offered", { mine: false }), shown("accepted", { mine: false }))).toBeNull();
  const unseen: Wall = { ...START, conversations: { c: card("c", { level: 3 }) } };
  expect(newsOfAnswers(unseen, shown("declined"))).not.toBeNull();
  expect(newsOfAnswers(START, shown("accepted"))).toBeNull();
  const followed = { mine: flag("mine", { state: "claimed", mine: true, conversation: "c" }) };
  const others = { ...shown("accepted", { mine: false }), flags: followed };
  expect(newsOfAnswers(shown("offered", { mine: false }), others)).not.toBeNull();

  expect(needsOf(shown("accepted"))[0]).toMatchObject({ what: "The visitor said yes to a referral: hand them over.", presses: true, dismiss: null });
  expect(needsOf(shown("accepted", { mine: false }))).toEqual([]);
  const [no] = needsOf(shown("declined"));
  expect(no?.presses).toBe(true);
  const put = next(shown("declined"), { kind: "dismissed", need: no?.dismiss ?? "" });
  expect(needsOf(put)).toEqual([]);
  const anew = next(put, { kind: "behind", view: { asks: 0, flags: 0, urgent: false, words: 0 } });
  expect(needsOf({ ...shown("declined"), dismissed: anew.dismissed })).toEqual([]);
  expect(needsOf({ ...shown("declined", { offered_at: "2026-11-23T21:00:00Z" }), dismissed: anew.dismissed })).toHaveLength(1);
});

test("the highest level sounds until it is claimed or answered, and again when its clock runs out", () => {
  const loud = flag("a", { level: 4 });
  expect(sounding([loud, flag("b", { level: 3 })], [])).toEqual([loud]);
  expect(sounding([loud], [soundOf(loud)])).toEqual([]);
  expect(sounding([{ ...loud, state: "overdue", lapses: 1 }], [soundOf(loud)])).toHaveLength(1);
  expect(sounding([{ ...loud, state: "claimed" }], [])).toEqual([]);
});

const ANEW = flag("a", { state: "called", level: 3, mine: true, claimed_by: "Kim", calls_you: true, clock_from: "2026-11-23T20:20:00Z" });

test("one's own flag that has become graver rings like one that nobody has, until it is answered", () => {
  expect(sounding([ANEW], [])).toEqual([ANEW]);
  expect(sounding([ANEW], [soundOf(ANEW)])).toEqual([ANEW]); // no answer on this page alone
  expect(sounding([{ ...ANEW, state: "overdue", lapses: 1 }], [])).toHaveLength(1);
  expect(sounding([{ ...ANEW, state: "claimed", calls_you: false }], [])).toEqual([]);
});

test("it is left to its owner until its time is over: then it sounds for whoever is called", () => {
  const theirs = { ...ANEW, level: 4, mine: false, calls_you: false } as const;
  expect(sounding([theirs], [])).toEqual([]);
  const late = { ...theirs, level: 3, state: "overdue", lapses: 1 } as const;
  expect(sounding([late], [])).toEqual([]);
  expect(sounding([{ ...late, calls_you: true }], [])).toHaveLength(1);
});

test("what was answered on this page sounds again when somebody calls once more, or something graver is added", () => {
  const before = flag("a", { level: 4, graver: 1 });
  expect(sounding([{ ...before, graver: 2 }], [soundOf(before)])).toHaveLength(1);
});

test("what was answered on this page before sounds again when its clock begins anew", () => {
  const before = flag("a", { level: 4 });
  expect(sounding([{ ...before, clock_from: ANEW.clock_from }], [soundOf(before)])).toHaveLength(1);
});

test("a flag of one's own that becomes graver is told as urgently, with the same reason too", () => {
  const claimed: FlagCard = { ...MINE, level: 1 };
  const shown = (one: FlagCard) => ({ flags: { a: one }, conversations: {} });
  const told = { words: "A flag of yours has become graver: answer it", tone: "urgent" };
  expect(newsOfMine(shown(claimed), shown({ ...claimed, state: "called", level: 2 }))).toEqual(told);
  expect(newsOfMine(shown(ANEW), shown({ ...ANEW, level: 4 }))).toEqual(told);
  expect(newsOfMine(shown(ANEW), shown({ ...ANEW, state: "overdue", lapses: 1 }))).toBeNull();
  expect(newsOf([claimed], [ANEW])).toBe("");
});

test("new words on one's own flag are told though they give the reason that is there already", () => {
  const shown = (one: FlagCard) => ({ flags: { a: one }, conversations: {} });
  const more = { words: "Something new on a flag of yours", tone: "soft" };
  expect(newsOfMine(shown(MINE), shown({ ...MINE, seq: 9 }))).toEqual(more);
});

test("whoever had a flag is told that a colleague has taken it over", () => {
  const taken: FlagCard = { ...MINE, mine: false, claimed_by: "Kim", was_yours: true, taken_because: "silent" };
  const shown = (one: FlagCard) => ({ flags: { a: one }, conversations: {} });
  expect(newsOfMine(shown(MINE), shown(taken))).toEqual({ words: "Kim has taken over a flag of yours", tone: "soft" });
  expect(newsOfMine(shown(taken), shown(taken))).toBeNull();
});

test("a flag is news to the others when its owner gives it back, or does not answer in time", () => {
  const theirs = flag("a", { state: "called", claimed_by: "Kim", level: 3 });
  expect(newsOf([{ ...theirs, state: "claimed" }], [theirs])).toBe("");
  expect(newsOf([theirs], [{ ...theirs, state: "overdue", lapses: 1 }])).toBe("1 new flag, 1 urgent");
  expect(newsOf([{ ...theirs, state: "claimed" }], [flag("a", { level: 3 })])).toBe("1 new flag, 1 urgent");
});

test("what waits says whose answer is missing", () => {
  const shown = (one: FlagCard) => needsOf({ flags: { a: one }, conversations: {}, dismissed: [] }).map((need) => need.what);
  expect(shown(ANEW)).toEqual(["Your flag has become graver: look, and say that you have seen it."]);
  const theirs: FlagCard = { ...ANEW, mine: false, calls_you: false };
  expect(shown(theirs)).toEqual([]);
  expect(shown({ ...theirs, state: "overdue", calls_you: true })).toEqual(["Kim does not answer to this flag, and you are called."]);
});

test("the keys stay within the list", () => {
  expect(stepFrom(["a", "b"], null, 1)).toBe("a");
  expect(stepFrom(["a", "b"], "a", 1)).toBe("b");
  expect(stepFrom(["a", "b"], "b", 1)).toBe("b");
  expect(stepFrom(["a", "b"], "a", -1)).toBe("a");
  expect(stepFrom([], "a", 1)).toBeNull();
});

test("one referral is carried to its end before another is offered", () => {
  expect(mayRefer(card("c"))).toBe(true);
  expect(mayRefer(card("c", { referral: { ...REFERRAL, state: "accepted" } }))).toBe(false);
  expect(mayRefer(card("c", { referral: { ...REFERRAL, state: "declined" } }))).toBe(true);
  expect(mayRefer(card("c", { referral: { ...REFERRAL, state: "decided" } }))).toBe(false);
});

test("without a yes: from a level on, over an offer or a no, never over a yes", () => {
  expect(mayDecide(card("c", { level: 3 }), 4)).toBe(false);
  for (const state of ["offered", "declined", "failed"] as const)
    expect(mayDecide(card("c", { level: 4, referral: { ...REFERRAL, state } }), 4)).toBe(true);
  for (const state of ["accepted", "decided", "sent", "handed_over"] as const)
    expect(mayDecide(card("c", { level: 4, referral: { ...REFERRAL, state } }), 4)).toBe(false);
});

test("behind a lock no card stays on the wall, an alarm does, and changes wait for the whole", () => {
  const waits = { asks: 0, flags: 1, urgent: true, words: 0 };
  const changes: readonly WallChange[] = [
    renewed({ flags: [flag("f")] }),
    { kind: "behind", view: waits },
    { kind: "alarm", alarm: { conversation: "c", level: 4 } },
    renewed({ flags: [flag("g")] }),
  ];
  const shut = changes.reduce(next, START);
  expect(shut).toMatchObject({ flags: {}, behind: waits, alarms: [{ conversation: "c", level: 4 }] });
});

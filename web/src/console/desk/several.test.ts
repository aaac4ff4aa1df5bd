import { expect, test } from "vitest";
import type { DeskConversation, DeskView, Line } from "../../contract";
import { titleOf } from "../alert/wanted";
import { inFront, next, places, START, toWrapUp, unseenWords, type Desk } from "./state";
import { unreadIn } from "./unread";

function talk(id: string, more: Partial<DeskConversation> = {}): DeskConversation {
  return {
    id,
    backstage: `${id}-back`,
    pseudonym: `Calm ${id}`,
    language: "en",
    topic: null,
    distress: null,
    phase: "open",
    level: 0,
    last_seq: 0,
    backstage_seq: 0,
    company: [],
    flag: null,
    claimed_by: null,
  called: null,
    referral: null,
    hint: "",
    script: [],
    assessment: null,
    plan: null,
    received: 0,
    passed_on: null,
    silence: null,
    lull: null,
    path: null,
    notes: [],
    noted: "",
    mentor: null,
    learner: null,
    country: null,
    report_ends: true, held_until: null, ends: "simply",
    ...more,
  };
}

function view(conversations: readonly DeskConversation[], more: Partial<DeskView> = {}): DeskView {
  return {
    duty: "talking",
    since: null,
    closed: null,
    waiting: 0,
    offers: [],
    conversations,
    wrap_up: null,
    wrap_up_note: "",
    asked: null,
    debrief_asked: false,
    held: false,
    on_hold: false,
    untrained: false,
    rest: null,
    rooms: [],
    places: { wished: 2, most: 2, going: false }, reading: null,
    ...more,
  };
}

function line(seq: number, more: Partial<Line> = {}): Line {
  return { seq, ref: `r${seq}`, role: "visitor", name: "Calm", text: "x", at: "2026-03-01T12:00:00Z", mine: false, notice: null, ...more } as Line;
}

function seeing(desk: Desk, ...conversations: readonly DeskConversation[]): Desk {
  return next(desk, { kind: "view", view: view(conversations) });
}

function heard(desk: Desk, conversation: string, seq: number, more: Partial<Line> = {}): Desk {
  return next(desk, { kind: "heard", conversation, lines: [line(seq, more)] });
}

const a = talk("a");
const b = talk("b");
const both = seeing(START, a, b);

test("what comes to the one that is not in front is counted until it is looked at", () => {
  const written = heard(heard(both, "b", 1), "a", 1);
  expect([unreadIn(written.seen, written.words, a), unreadIn(written.seen, written.words, b)]).toEqual([0, 1]);
  expect(unseenWords(written)).toBe(1);
  expect(unseenWords(next(written, { kind: "chosen", conversation: "b" }))).toBe(0);
});

test("who has waited longest for an answer stands first, whoever is in front", () => {
  const first = heard(both, "b", 1, { at: "2026-03-01T12:01:00Z" });
  expect(places(first)).toEqual(["b", "a"]);
  expect(inFront(first)?.id).toBe("a");
  const second = heard(first, "a", 1, { at: "2026-03-01T12:02:00Z" });
  expect(places(second)).toEqual(["b", "a"]);
  const answered = heard(second, "b", 2, { mine: true, role: "peer", at: "2026-03-01T12:03:00Z" });
  expect(places(answered)).toEqual(["a", "b"]);
});

test("a whisper counts, one's own words and notices do not", () => {
  const mine = heard(heard(both, "b", 1, { mine: true }), "b", 2, { notice: "peer_joined" });
  expect(unseenWords(mine)).toBe(0);
  expect(unseenWords(heard(mine, "b-back", 1))).toBe(1);
});

test("what was there when the page came is not new", () => {
  const later = seeing(START, a, talk("b", { last_seq: 2 }));
  expect(unseenWords(heard(heard(later, "b", 1), "b", 2))).toBe(0);
});

test("whom one has just said yes to comes to the front, and what is in front stays there otherwise", () => {
  expect(inFront(seeing(seeing(START, a), a, b))?.id).toBe("b");
  const chosen = next(both, { kind: "chosen", conversation: "b" });
  expect(inFront(seeing(chosen, a, b))?.id).toBe("b");
});

test("who ends beside the one in front is written up when there is time", () => {
  const over = next(both, { kind: "view", view: view([a], { wrap_up: "b" }) });
  expect([inFront(over)?.id, toWrapUp(over), places(over)]).toEqual(["a", null, ["a", "b"]]);
  expect(toWrapUp(next(over, { kind: "chosen", conversation: "b" }))).toBe("b");
});

test("the one in front is written up where it ended, and then the other one is in front", () => {
  const over = next(both, { kind: "view", view: view([b], { wrap_up: "a" }) });
  expect(toWrapUp(over)).toBe("a");
  expect(inFront(seeing(over, b))?.id).toBe("b");
});

test("the title counts words in the other conversation", () => {
  const scene = { desk: heard(both, "b", 1), wall: null, seen: [], unread: 0 };
  expect(titleOf(scene, "Console")).toBe("(1) Console");
});

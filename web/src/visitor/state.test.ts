import { expect, test } from "vitest";
import type { HelpCard, Line, VisitView } from "../contract";
import { written } from "../shared/outbox";
import { complete } from "./lines";
import { next, start, weight, type Change, type State } from "./state";

const FRESH = start({ language: "en", region: "GB", topic: null, distress: null, wish: null, veto: null });
const AT = "2026-11-23T12:00:00Z";

const VIEW: VisitView = {
  ...{ closed: null, pause: null, opens_at: null, paused: false, nobody: false, state: "arrived", pseudonym: "", conversation: null },
  ...{ phase: null, last_seq: 0, received: 0, wait: null, company: [], help: null, muted: false, learner: null, block: null, stopped: null, held_until: null, referral: null, plan: null, silence: null },
  ...{ from_seq: 0, room: null, rooms: [] },
};

function line(seq: number, more: Partial<Line> = {}): Line {
  return {
    ...{ seq, at: AT, role: "peer", name: "Robin", text: `words ${seq}`, mine: false },
    ...{ ref: null, notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [], ...more },
  };
}

function card(level: HelpCard["level"]): HelpCard {
  return { level, emergency: ["999"], resources: [], path: null, country: null };
}

function after(...changes: readonly Change[]): State {
  return changes.reduce(next, FRESH);
}

const wrote: Change = { kind: "wrote", item: written("r", "c", "hello", AT) };

test("an acknowledged message leaves the outbox and stands in the conversation, once", () => {
  const { item } = wrote as { item: ReturnType<typeof written> };
  const kept: Change = { kind: "kept", item, receipt: { seq: 1, at: AT, withheld: false } };
  const state = after(wrote, kept, { kind: "heard", lines: [line(1, { mine: true, ref: "r", text: "hello" })] });
  expect(state.box).toEqual([]);
  expect(state.lines.map((one) => one.text)).toEqual(["hello"]);
});

test("one's own line from a resume settles what was still unsent", () => {
  const state = after(wrote, { kind: "heard", lines: [line(1, { mine: true, ref: "r" })] });
  expect(state.box).toEqual([]);
});

test("a withheld message keeps its words for its writer and says so", () => {
  const { item } = wrote as { item: ReturnType<typeof written> };
  const kept: Change = { kind: "kept", item, receipt: { seq: 1, at: AT, withheld: true } };
  const state = after(wrote, kept, { kind: "heard", lines: [line(1, { mine: true, ref: "r", text: "", withheld: true })] });
  expect(state.lines).toMatchObject([{ text: "hello", withheld: true, mine: true }]);
});

test("what is late is still unsent, and never vanishes", () => {
  const state = after(wrote, { kind: "late", ref: "r" });
  expect(state.box).toMatchObject([{ text: "hello", fate: "late" }]);
});

test("a retracted line loses its words and keeps its place", () => {
  const state = after({ kind: "heard", lines: [line(1), line(2)] }, { kind: "retracted", seq: 1 });
  expect(state.lines.map((one) => one.text)).toEqual(["", "words 2"]);
});

test("who has spoken is no longer writing", () => {
  const state = after({ kind: "writing", name: "Robin", on: true }, { kind: "heard", lines: [line(1)] });
  expect(state.writing).toBeNull();
});

test("one's own words do not hide that the other is writing", () => {
  const mine = line(1, { mine: true });
  const state = after({ kind: "writing", name: "Robin", on: true }, { kind: "heard", lines: [mine] });
  expect(state.writing).toBe("Robin");
});

test("a card that was put away comes back for a higher level only", () => {
  const state = after({ kind: "help", card: card(2) }, { kind: "put_away" });
  expect(next(state, { kind: "help", card: card(3) })).toMatchObject({ putAway: weight(card(2)), help: { level: 3 } });
  expect(weight(card(1))).toBeLessThan(state.putAway);
  expect(weight(card(3))).toBeGreaterThan(state.putAway);
});

test("a card that was put away comes back with the words of a path, at the level of support too", () => {
  const child: HelpCard = { ...card(2), path: "children" };
  const state = after({ kind: "help", card: card(2) }, { kind: "put_away" });
  expect(weight(child)).toBeGreaterThan(state.putAway);
  expect(weight({ ...child, level: 0 })).toBeGreaterThan(FRESH.putAway);
  expect(weight({ ...child, level: 0 })).toBeLessThan(state.putAway);
});

test("a reload with a visit goes straight to it", () => {
  const state = after({ kind: "view", view: { ...VIEW, state: "talking", conversation: "c" } });
  expect(state.step).toBe("visit");
});

test("a token without a visit begins at the beginning", () => {
  const resumed = next({ ...FRESH, step: "visit" }, { kind: "view", view: VIEW });
  expect(resumed.step).toBe("consent");
});

test("a view that is renewed before the queue does not throw anybody back a step", () => {
  const state = after({ kind: "step", step: "distress" }, { kind: "view", view: VIEW });
  expect(state.step).toBe("distress");
});

test("nothing of the chat is left in the page when it was deleted", () => {
  const state = after(wrote, { kind: "heard", lines: [line(1)] }, { kind: "help", card: card(4) }, { kind: "forgotten" });
  expect(state).toMatchObject({ lines: [], box: [], help: null, view: null, forgotten: true });
});

test("who talks again keeps the answers and nothing else", () => {
  const answered: Change = { kind: "answered", answers: { topic: "low", distress: 7 } };
  const state = after(answered, { kind: "heard", lines: [line(1)] }, { kind: "renewed" });
  expect(state.answers).toMatchObject({ topic: "low", distress: 7 });
  expect(state.lines).toEqual([]);
});

test("a drop is told, and what was written stays", () => {
  const state = after(wrote, { kind: "link", state: "down", code: null });
  expect(state).toMatchObject({ link: "down", box: [{ text: "hello" }] });
});

test("that supervisors were told is said until somebody else is there", () => {
  const waiting: Change = { kind: "view", view: { ...VIEW, state: "waiting", conversation: "c" } };
  const talking: Change = { kind: "view", view: { ...VIEW, state: "talking", conversation: "c" } };
  expect(after(waiting, { kind: "reported" }, waiting).reported).toBe(true);
  expect(after(waiting, { kind: "reported" }, talking).reported).toBe(false);
});

test("what had arrived is marked so after a reload", () => {
  const view: Change = { kind: "view", view: { ...VIEW, state: "talking", conversation: "c", received: 4 } };
  expect(after(view).delivered).toBe(4);
  expect(after(view, { kind: "delivered", seq: 6 }, view).delivered).toBe(6);
});

const inRoom: VisitView = { ...VIEW, state: "in_room", conversation: "group", last_seq: 9, from_seq: 7 };

test("out of a room into one's own conversation nothing of the room stays, and what was on its way goes", () => {
  const item = { ...written("r", "group", "hello", AT) };
  const aside: VisitView = { ...inRoom, state: "talking", conversation: "own", from_seq: 0 };
  const state = after(
    { kind: "view", view: inRoom },
    { kind: "heard", lines: [line(8), line(9)] },
    { kind: "wrote", item },
    { kind: "view", view: aside },
    { kind: "kept", item, receipt: { seq: 10, at: AT, withheld: false } },
  );
  expect(state.lines).toEqual([]);
  expect(state.box).toEqual([]);
});

test("in a room nothing is missing from before one came", () => {
  expect(complete([line(8), line(9)], 7)).toBe(9);
  expect(complete([line(9)], 7)).toBe(7);
});

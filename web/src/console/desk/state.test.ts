import { expect, test } from "vitest";
import type { DeskConversation, DeskView, Line } from "../../contract";
import { talkOf } from "../talk/words";
import { inFront, lastSeqs, next, START, type Desk, type DeskChange } from "./state";

function conversation(id: string, more: Partial<DeskConversation> = {}): DeskConversation {
  return {
    id,
    backstage: `${id}-back`,
    pseudonym: "Calm Reed",
    language: "en",
    topic: null,
    distress: null,
    phase: "open",
    level: 0,
    last_seq: 3,
    backstage_seq: 1,
    company: [],
    flag: null,
    claimed_by: null,
  called: null,
    referral: null,
    hint: "",
    script: [],
    assessment: null,
    plan: null,
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
    received: 0,
    ...more,
  };
}

function view(more: Partial<DeskView> = {}): DeskView {
  return { duty: "talking", since: null, closed: null, waiting: 0, offers: [], conversations: [], wrap_up: null, wrap_up_note: "", asked: null, debrief_asked: false, held: false, on_hold: false, untrained: false, rest: null, rooms: [], places: { wished: 1, most: 1, going: false }, reading: null, ...more };
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

function after(...changes: readonly DeskChange[]): Desk {
  return changes.reduce(next, START);
}

test("a new view replaces the old one and keeps the words of what is still there", () => {
  const desk = after(
    { kind: "view", view: view({ conversations: [conversation("c")] }) },
    { kind: "heard", conversation: "c", lines: [line] },
    { kind: "view", view: view({ conversations: [conversation("c", { level: 2 })] }) },
  );
  expect(inFront(desk)?.level).toBe(2);
  expect(talkOf(desk.words, "c").lines).toHaveLength(1);
});

test("words stay through the wrap-up and leave the page with it", () => {
  const talking = after(
    { kind: "view", view: view({ conversations: [conversation("c")] }) },
    { kind: "heard", conversation: "c", lines: [line] },
  );
  const wrapping = next(talking, { kind: "view", view: view({ wrap_up: "c" }) });
  expect(talkOf(wrapping.words, "c").lines).toHaveLength(1);
  expect(next(wrapping, { kind: "view", view: view() }).words.talks).toEqual({});
});

test("the chosen conversation stays in front while it is there", () => {
  const two = view({ conversations: [conversation("a"), conversation("b")] });
  const desk = after({ kind: "view", view: two }, { kind: "chosen", conversation: "b" });
  expect(inFront(desk)?.id).toBe("b");
  const one = next(desk, { kind: "view", view: view({ conversations: [conversation("a")] }) });
  expect(inFront(one)?.id).toBe("a");
});

test("an end that is still to be sent is dropped when the conversation is over by itself", () => {
  const ending = { conversation: "c", at: 10_000 };
  const desk = after({ kind: "view", view: view({ conversations: [conversation("c")] }) }, { kind: "ending", ending });
  expect(desk.ending).toEqual(ending);
  expect(next(desk, { kind: "view", view: view({ wrap_up: "c" }) }).ending).toBeNull();
});

test("what is missing is asked for in the conversation and in its backstage", () => {
  const seqs = lastSeqs(view({ conversations: [conversation("c"), conversation("d", { backstage: null })] }));
  expect([...seqs]).toEqual([["c", 3], ["c-back", 1], ["d", 3]]);
});

const waits = { asks: 0, flags: 0, urgent: false, words: 1 };

test("behind a lock no word stays on the page but one's own that is not sent yet, and it comes back whole", () => {
  const talking = view({ conversations: [conversation("c"), conversation("d")] });
  const item = { ref: "r", conversation: "c", text: "mine", at: line.at, fate: "sending", code: null } as const;
  const open = after(
    { kind: "link", state: "up" },
    { kind: "view", view: talking },
    { kind: "chosen", conversation: "d" },
    { kind: "heard", conversation: "c", lines: [line] },
    { kind: "written", item },
  );
  const shut = next(open, { kind: "behind", view: waits });
  expect(shut).toMatchObject({ link: "up", view: null, behind: waits, words: { talks: {}, outbox: [item] } });
  expect(JSON.stringify(next(shut, { kind: "heard", conversation: "c", lines: [line] }))).not.toContain(line.text);
  const again = next(shut, { kind: "view", view: talking });
  expect(again.behind).toBeNull();
  expect(inFront(again)?.id).toBe("d");
});

test("what is told to a page that has just been locked stays out of it", () => {
  const talking = view({ conversations: [conversation("c")] });
  const shut = after({ kind: "view", view: talking }, { kind: "behind", view: waits }, { kind: "renewed", view: talking });
  expect(shut).toMatchObject({ view: null, behind: waits });
  expect(JSON.stringify(shut)).not.toContain("Calm Reed");
});

test("what was on its way out when the lock fell is settled by its receipt", () => {
  const item = { ref: "r", conversation: "c", text: "mine", at: line.at, fate: "sending", code: null } as const;
  const shut = after({ kind: "written", item }, { kind: "behind", view: waits });
  const kept = next(shut, { kind: "kept", conversation: "c", line: { ...line, mine: true, ref: "r" } });
  expect(kept.words).toEqual({ talks: {}, outbox: [] });
});

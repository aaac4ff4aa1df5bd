import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Line, Receipt } from "../../contract";
import { type Answer, NO_ANSWER } from "../../shared/link";
import type { Unsent } from "../../shared/outbox";
import { createCourier, type Courier } from "./courier";
import { NO_WORDS, nextWords, talkOf, type Words } from "./words";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server of one conversation that keeps each ref once, and can be silent. */
class Server {
  readonly kept: Line[] = [];
  readonly asked: Unsent[] = [];
  readonly confirmed: number[] = [];
  up = true;
  answers = true;

  say(item: Unsent): Answer<Receipt> {
    this.asked.push(item);
    const known = this.kept.find((line) => line.ref === item.ref);
    const line = known ?? this.keep(item.text, item.ref);
    if (!this.answers) return NO_ANSWER;
    return { ok: true, body: { seq: line.seq, at: line.at, withheld: false } };
  }

  keep(text: string, ref: string | null): Line {
    const seq = this.kept.length + 1;
    const plain = { at: "2026-11-23T20:00:00Z", notice: null, withheld: false, unsaid: false, unsays: null, careful: false, hushed: false, notes: [] };
    const who = ref === null ? ({ role: "visitor", name: "Calm Reed" } as const) : ({ role: "peer", name: "Robin" } as const);
    const line = { ...plain, ...who, seq, text, ref, mine: ref !== null };
    this.kept.push(line);
    return line;
  }
}

function opened(server: Server): { courier: Courier; words: () => Words } {
  let words = NO_WORDS;
  const courier = createCourier({
    words: () => words,
    apply: (change) => (words = nextWords(words, change)),
    up: () => server.up,
    say: (item) => Promise.resolve(server.say(item)),
    catchUp: ({ conversation, after }) =>
      Promise.resolve({ ok: true, body: { conversation, lines: server.kept.slice(after, after + 2), more: after + 2 < server.kept.length } }),
    confirm: ({ seq }) => void server.confirmed.push(seq),
    type: () => undefined,
    speaker: { role: "peer", name: "Robin" },
  });
  return { courier, words: () => words };
}

test("words whose answer was lost are sent again under the same ref, and stand once", async () => {
  const server = new Server();
  const { courier, words } = opened(server);
  server.answers = false;
  courier.say("c", "I am here.");
  await vi.advanceTimersByTimeAsync(100);
  server.answers = true;
  await vi.advanceTimersByTimeAsync(3000);
  expect(new Set(server.asked.map((item) => item.ref)).size).toBe(1);
  expect(server.asked.length).toBeGreaterThan(1);
  expect(server.kept).toHaveLength(1);
  expect(talkOf(words(), "c").lines).toMatchObject([{ seq: 1, text: "I am here.", mine: true }]);
  expect(words().outbox).toEqual([]);
});

test("what is written without a line goes out in its order when the line is back", async () => {
  const server = new Server();
  const { courier, words } = opened(server);
  server.up = false;
  courier.say("c", "first");
  courier.say("c", "second");
  await vi.advanceTimersByTimeAsync(10_001);
  expect(words().outbox.map((item) => item.fate)).toEqual(["late", "late"]);
  server.up = true;
  courier.resume();
  await vi.advanceTimersByTimeAsync(10);
  expect(server.kept.map((line) => line.text)).toEqual(["first", "second"]);
});

test("a gap is filled from the server until nothing is missing", async () => {
  const server = new Server();
  for (const text of ["one", "two", "three", "four", "five"]) server.keep(text, null);
  const { courier, words } = opened(server);
  courier.hear("c", server.kept.slice(4));
  await vi.advanceTimersByTimeAsync(10);
  expect(talkOf(words(), "c").lines.map((line) => line.seq)).toEqual([1, 2, 3, 4, 5]);
});

test("receipts are cumulative, at most two a second, and never past a gap", async () => {
  const server = new Server();
  const { courier } = opened(server);
  for (const text of ["one", "two", "three"]) courier.hear("c", [server.keep(text, null)]);
  await vi.advanceTimersByTimeAsync(499);
  expect(server.confirmed).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.confirmed).toEqual([3]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.confirmed).toEqual([3]);
});

test("a whisper stands in the backstage once it is kept", async () => {
  const server = new Server();
  let words = NO_WORDS;
  const courier = createCourier({
    words: () => words,
    apply: (change) => (words = nextWords(words, change)),
    up: () => true,
    say: (item) => Promise.resolve(server.say(item)),
    catchUp: () => Promise.resolve(NO_ANSWER),
    confirm: () => undefined,
    type: () => undefined,
    speaker: { role: "moderator", name: "Kim" },
    placeOf: () => "backstage",
  });
  courier.say("whisper c", "Ask about the time.");
  await vi.advanceTimersByTimeAsync(10);
  expect(talkOf(words, "backstage").lines).toMatchObject([{ text: "Ask about the time.", name: "Kim" }]);
});

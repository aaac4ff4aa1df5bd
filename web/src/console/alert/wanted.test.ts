import { expect, test } from "vitest";
import type { DeskRoom, DeskView, FlagCard, Health, OfferCard, RoomPerson } from "../../contract";
import { START as DESK, type Desk } from "../desk/state";
import { NOT_TOLD_YET } from "../locked";
import { START as WALL, type Wall } from "../wall/state";
import { waits } from "./waits";
import { roomCalls, titleOf, toneAfter, toneOf, unseenOffers } from "./wanted";

const offer: OfferCard = {
  id: "o",
  pseudonym: "Calm Reed",
  language: "en",
  topic: null,
  distress: null,
  level: 0,
  waiting_since: "2026-11-23T20:00:00Z",
  expires_at: "2026-11-23T20:00:20Z",
};

const view: DeskView = { duty: "offered", since: null, closed: null, waiting: 1, offers: [offer], conversations: [], wrap_up: null, wrap_up_note: "", asked: null, debrief_asked: false, held: false, on_hold: false, untrained: false, rest: null, rooms: [], places: { wished: 1, most: 1, going: false }, reading: null };
const offered: Desk = { ...DESK, view };

const imminent: FlagCard = {
  id: "f",
  kind: "worry",
  reported: null,
  asked_by: null,
  earlier: null,
  conversation: "c",
  pseudonym: "Calm Reed",
  state: "raised",
  level: 4,
  seq: 1,
  concerns: [],
  reasons: [],
  words: "",
  raised_by: "screen",
  raised_at: "2026-11-23T20:00:00Z",
  clock_from: "2026-11-23T20:00:00Z",
  due_at: null,
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
};

const flagged: Wall = { ...WALL, duty: "ready", flags: { f: imminent } };

test("an offer rings until it is seen", () => {
  const scene = { desk: offered, wall: null, seen: [], unread: 0 };
  expect(toneOf(scene)).toBe("offer");
  expect(toneOf({ ...scene, seen: ["o"] })).toBeNull();
  expect(unseenOffers({ desk: offered, seen: ["older"] })).toEqual(["o"]);
});

test("imminent danger is louder than an offer", () => {
  expect(toneOf({ desk: offered, wall: flagged, seen: [], unread: 0 })).toBe("urgent");
});

test("a flag whose clock calls one sounds at any level", () => {
  const concern: FlagCard = { ...imminent, level: 1, state: "overdue", lapses: 1 };
  const scene = (flag: FlagCard) => ({ desk: null, wall: { ...flagged, flags: { f: flag } }, seen: [], unread: 0 });
  expect(toneOf(scene(concern))).toBeNull();
  expect(toneOf(scene({ ...concern, calls_you: true }))).toBe("urgent");
  expect(toneOf(scene({ ...concern, calls_you: true, state: "claimed" }))).toBeNull();
});

test("a flag of one's own that has become graver sounds at any level until it is answered", () => {
  const mine: FlagCard = { ...imminent, level: 2, state: "called", mine: true, calls_you: true };
  const scene = (flag: FlagCard) => ({ desk: null, wall: { ...flagged, flags: { f: flag } }, seen: [], unread: 0 });
  expect(toneOf(scene(mine))).toBe("urgent");
  expect(titleOf(scene(mine), "Console")).toBe("(1) Console");
  expect(toneOf(scene({ ...mine, mine: false, calls_you: false }))).toBeNull();
  expect(toneOf(scene({ ...mine, state: "claimed", calls_you: false }))).toBeNull();
});

test("flags do not call a moderator who is off duty while another is on, alarms do", () => {
  const off: Wall = { ...flagged, duty: "off", health: { moderators: ["Kim"] } as unknown as Health };
  expect(toneOf({ desk: null, wall: off, seen: [], unread: 0 })).toBeNull();
  const alarm: Wall = { ...off, alarms: [{ conversation: "c", level: 4 }] };
  expect(toneOf({ desk: null, wall: alarm, seen: [], unread: 0 })).toBe("urgent");
});

test("with nobody on duty they call whoever has the console open", () => {
  const nobody: Wall = { ...flagged, duty: "off", health: { moderators: [] as readonly string[] } as Health };
  const scene = (flag: FlagCard) => ({ desk: null, wall: { ...nobody, flags: { f: flag } }, seen: [], unread: 0 });
  expect(toneOf(scene(imminent))).toBe("urgent");
  expect(toneOf(scene({ ...imminent, level: 2 }))).toBeNull();
  expect(toneOf(scene({ ...imminent, level: 2, calls_you: true }))).toBe("urgent");
  expect(titleOf(scene({ ...imminent, level: 2 }), "Console")).toBe("(1) Console");
});

test("the title counts and never names anybody", () => {
  const scene = { desk: offered, wall: flagged, seen: [], unread: 2 };
  expect(titleOf(scene, "Console")).toBe("(4) Console");
  expect(titleOf({ desk: null, wall: null, seen: [], unread: 0 }, "Console")).toBe("Console");
});

const person = { name: "Quiet Fern", level: 0, present: true, muted: false, aside: false, waits: false, hand_at: null, flag: null, country: null } as const;

function hosting(...people: readonly RoomPerson[]): Desk {
  const room: DeskRoom = {
    id: "r", topic: "loss", language: "en", state: "open", opens_at: "2026-11-23T20:00:00Z", closes_at: "2026-11-23T21:00:00Z",
    capacity: 8, facilitator: "Fay", co_facilitator: "Cole", near: true, inside: true, last_seq: 1, slow: 0, people, company: [], at_door: 0,
  };
  return { ...DESK, view: { ...view, offers: [], rooms: [room] } };
}

test("a raised hand sounds until it was seen, and again when it is raised again", () => {
  const up = hosting({ ...person, hand_at: "2026-11-23T20:01:00Z" });
  const scene = { desk: up, wall: null, seen: [], unread: 0 };
  expect(toneOf({ ...scene, desk: hosting(person) })).toBeNull();
  expect(toneOf(scene)).toBe("offer");
  expect(toneOf({ ...scene, seen: roomCalls(up) })).toBeNull();
  const again = hosting({ ...person, hand_at: "2026-11-23T20:09:00Z" });
  expect(toneOf({ ...scene, desk: again, seen: roomCalls(up) })).toBe("offer");
});

test("somebody in danger with nobody there yet sounds for those who look after the group", () => {
  expect(toneOf({ desk: hosting({ ...person, waits: true }), wall: null, seen: [], unread: 0 })).toBe("offer");
});

test("a lock stops no ring before both pages were told what waits", () => {
  const told = { asks: 0, flags: 0, urgent: false, words: 0 };
  const scene = (desk: typeof told, wall: typeof told) => ({ desk: { ...DESK, behind: desk }, wall: { ...WALL, behind: wall }, seen: [], unread: 0 });
  expect(toneAfter("urgent", scene(NOT_TOLD_YET, NOT_TOLD_YET))).toBe("urgent");
  expect(toneAfter("urgent", scene(told, NOT_TOLD_YET))).toBe("urgent");
  expect(toneAfter("offer", scene({ ...told, asks: 1 }, { ...told, urgent: true }))).toBe("urgent");
  expect(toneAfter("urgent", scene({ ...told, asks: 1 }, told))).toBe("offer");
  expect(toneAfter("urgent", scene(told, told))).toBeNull();
});

test("a page that lost its line to another tab leaves the ringing to that one", () => {
  const scene = (link: Wall["link"]) => ({ desk: null, wall: { ...WALL, link, behind: NOT_TOLD_YET }, seen: [], unread: 0 });
  expect(toneAfter("urgent", scene("down"))).toBe("urgent");
  for (const link of ["elsewhere", "refused"] as const) expect(toneAfter("urgent", scene(link))).toBeNull();
});

test("behind a lock it rings as on an open page, by numbers alone", () => {
  const waits = { asks: 0, flags: 0, urgent: false, words: 0 };
  const scene = (more: Partial<typeof waits>) => ({ desk: { ...DESK, behind: waits }, wall: { ...WALL, behind: { ...waits, ...more } }, seen: [], unread: 0 });
  expect(toneOf(scene({}))).toBeNull();
  expect(toneOf(scene({ words: 2 }))).toBeNull();
  expect(toneOf(scene({ asks: 1 }))).toBe("offer");
  expect(toneOf(scene({ flags: 1, urgent: true }))).toBe("urgent");
  expect(titleOf(scene({ asks: 1, flags: 1, words: 2 }), "Console")).toBe("(4) Console");
});

test("who waits for an answer rings until somebody looks, and once more when it is late", () => {
  const lull = (late: boolean) => ({ visitor_waits: true, since: "2026-11-23T20:00:00Z", late, calls_you: true });
  const scene = (late: boolean, more: Partial<Wall> = {}) => {
    const conversations = { c: { id: "c", lull: lull(late) } } as unknown as Wall["conversations"];
    return { desk: null, wall: { ...WALL, duty: "ready" as const, conversations, ...more }, seen: [] as readonly string[], unread: 0 };
  };
  expect(toneOf(scene(false))).toBe("offer");
  expect(titleOf(scene(false), "Console")).toBe("(1) Console");
  const seen = waits(scene(false));
  expect(toneOf({ ...scene(false), seen })).toBeNull();
  expect(toneOf({ ...scene(true), seen })).toBe("offer");
  expect(toneOf(scene(true, { duty: "off" }))).toBeNull();
});

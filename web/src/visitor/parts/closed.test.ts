import { expect, test } from "vitest";
import type { ResourceCard, VisitView } from "../../contract";
import type { Words } from "../texts";
import { closedCard } from "./closed";
import { isOpen } from "./numbers";

const card = (title: string) => ({ title, body: `${title}.` });
const WORDS: Pick<Words, "closed" | "pauses"> = {
  closed: {
    ...{ no_moderator: card("no_moderator"), no_peer: card("no_peer"), full: card("full") },
    ...{ intake_paused: card("paused by somebody"), paused: card("paused"), open_now: "", next_hours: "" },
  },
  pauses: {
    ...{ busy: card("busy"), few_peers: card("few_peers") },
    ...{ shift_ends: card("shift_ends"), technical: card("technical") },
  },
};
const VIEW = { closed: null, pause: null } as unknown as VisitView;

function line(id: string, open: boolean | null): ResourceCard {
  const contact = { method: "phone", dial: "1", keyword: null, url: null, hours: "", open_now: open };
  return { ...({ id } as ResourceCard), contacts: [contact] };
}

test("why the line is closed has its own words", () => {
  expect(closedCard(WORDS, { ...VIEW, closed: "full" }).title).toBe("full");
});

test("a pause says what the moderator chose, or wrote", () => {
  const paused: VisitView = { ...VIEW, closed: "intake_paused" };
  expect(closedCard(WORDS, { ...paused, pause: { reason: "busy", words: "" } }).title).toBe("busy");
  const own = closedCard(WORDS, { ...paused, pause: { reason: "own", words: "Back at eight" } });
  expect(own).toEqual({ title: "paused by somebody", body: "Back at eight" });
});

test("only what is known to be open is shown as open", () => {
  const cards = [line("a", true), line("b", null), line("c", false)];
  expect(cards.filter(isOpen).map((one) => one.id)).toEqual(["a"]);
});

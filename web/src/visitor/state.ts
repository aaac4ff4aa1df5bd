// What the page knows. Plain data; changed only by `next`.
import type { Code, HelpCard, Line, Receipt, VisitView } from "../contract";
import type { LinkState } from "../shared/link";
import * as outbox from "../shared/outbox";
import type { Sent } from "../shared/sender";
import { ownLine, withLines, withoutWords, type Lines } from "./lines";

/** Before there is a visit: what is asked. `visit`: the server's view says what is shown. */
export type Step = "consent" | "topic" | "distress" | "room" | "visit";

export interface Answers {
  readonly language: string;
  /** Null: they would rather not say. */
  readonly region: string | null;
  readonly topic: string | null;
  readonly distress: number | null;
  /** An experience that a peer should have, and one that they rather should not. */
  readonly wish: string | null;
  readonly veto: string | null;
}

export interface State {
  readonly step: Step;
  readonly answers: Answers;
  readonly busy: boolean;
  readonly link: LinkState;
  readonly trouble: Code | "no_answer" | null;
  readonly view: VisitView | null;
  /** The room that was chosen on the first page. */
  readonly room: string | null;
  readonly lines: Lines;
  readonly box: outbox.Outbox;
  /** Who is writing. */
  readonly writing: string | null;
  /** Up to where the other side has everything. */
  readonly delivered: number;
  readonly help: HelpCard | null;
  /** The weight of the gravest card that was put away. */
  readonly putAway: number;
  readonly feedback: boolean;
  /** Supervisors were told about the last peer; until there is another one. */
  readonly reported: boolean;
  readonly forgotten: boolean;
  /** Somebody has talked with them, alone or in a room. */
  readonly met: boolean;
}

export type Change =
  | { readonly kind: "step"; readonly step: Step }
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "answered"; readonly answers: Partial<Answers> }
  | { readonly kind: "asking" }
  | { readonly kind: "trouble"; readonly code: Code | "no_answer" | null }
  | { readonly kind: "link"; readonly state: LinkState; readonly code: Code | null }
  | { readonly kind: "view"; readonly view: VisitView }
  | { readonly kind: "heard"; readonly lines: readonly Line[] }
  | { readonly kind: "retracted"; readonly seq: number }
  | { readonly kind: "writing"; readonly name: string; readonly on: boolean }
  | { readonly kind: "delivered"; readonly seq: number }
  | { readonly kind: "help"; readonly card: HelpCard }
  | { readonly kind: "put_away" }
  | { readonly kind: "wrote"; readonly item: outbox.Unsent }
  | { readonly kind: "again"; readonly ref: string }
  | { readonly kind: "taken_back"; readonly ref: string }
  | { readonly kind: "feedback" }
  | { readonly kind: "reported" }
  | { readonly kind: "forgotten" }
  | { readonly kind: "renewed" }
  | Sent;

export function start(answers: Answers, box: outbox.Outbox = [], putAway = 0): State {
  return {
    ...{ step: "consent", answers, busy: false, link: "connecting", trouble: null, view: null, room: null },
    ...{ lines: [], box, writing: null, delivered: 0, help: null, putAway },
    ...{ feedback: false, reported: false, forgotten: false, met: false },
  };
}

/** What counts for whether a card comes back: its level, then whether it has the words of a path. */
export function weight(card: HelpCard): number {
  return 2 * card.level + (card.path === null ? 0 : 1);
}

export function next(state: State, change: Change): State {
  switch (change.kind) {
    case "step":
      return { ...state, step: change.step, trouble: null };
    case "room":
      return state.step === "visit" ? state : { ...state, step: "room", room: change.room };
    case "answered":
      return { ...state, answers: { ...state.answers, ...change.answers } };
    case "asking":
      return { ...state, busy: true, trouble: null };
    case "trouble":
      return { ...state, busy: false, trouble: change.code };
    case "link":
      return { ...state, link: change.state, writing: null, trouble: change.code ?? state.trouble };
    case "view":
      return viewed(state, change.view);
    case "feedback":
      return { ...state, busy: false, feedback: true };
    case "reported":
      return { ...state, reported: true };
    case "forgotten":
      return { ...start(state.answers), link: state.link, step: "visit", forgotten: true };
    case "renewed":
      return start(state.answers);
    default:
      return talked(state, change);
  }
}

type Talk = Exclude<
  Change,
  { kind: "step" | "room" | "answered" | "asking" | "trouble" | "link" | "view" | "feedback" | "reported" | "forgotten" | "renewed" }
>;

/** What happens within a conversation. No default: a kind without a case does not compile. */
function talked(state: State, change: Talk): State {
  switch (change.kind) {
    case "heard":
      return heard(state, change.lines);
    case "retracted":
      return { ...state, lines: withoutWords(state.lines, change.seq) };
    case "writing":
      return { ...state, writing: change.on ? change.name : null };
    case "delivered":
      return { ...state, delivered: Math.max(state.delivered, change.seq) };
    case "help":
      return { ...state, help: change.card };
    case "put_away":
      return { ...state, putAway: Math.max(state.putAway, state.help ? weight(state.help) : 0) };
    case "wrote":
      return { ...state, box: outbox.added(state.box, change.item) };
    case "again":
      return { ...state, box: outbox.again(state.box, change.ref) };
    case "taken_back":
      return { ...state, box: outbox.settled(state.box, change.ref) };
    case "kept":
      return kept(state, change.item, change.receipt);
    case "late":
      return { ...state, box: outbox.late(state.box, change.ref) };
    case "refused":
      return { ...state, box: outbox.refused(state.box, change.ref, change.code) };
  }
}

function viewed(before: State, view: VisitView): State {
  const state = before.view && before.view.conversation !== view.conversation ? elsewhere(before) : before;
  const begun = view.state !== "arrived" && view.state !== "consented";
  const step = begun ? "visit" : state.step === "visit" ? "consent" : state.step;
  const reported = state.reported && view.state !== "talking";
  const delivered = Math.max(state.delivered, view.received);
  const met = state.met || view.state === "talking" || view.state === "in_room";
  return { ...state, view, step, reported, delivered, met, busy: false, trouble: null, help: view.help ?? state.help };
}

/** Into a room or out of it: what was said stays where it was said. */
function elsewhere(state: State): State {
  return { ...state, lines: [], writing: null, delivered: 0 };
}

/** What was still on its way when one went elsewhere does not stand there. */
function kept(state: State, item: outbox.Unsent, receipt: Receipt): State {
  const here = state.view === null || item.conversation === state.view.conversation;
  const own = { ...ownLine(item, receipt), hushed: state.view?.room?.muted === true };
  return here ? heard(state, [own]) : { ...state, box: outbox.settled(state.box, item.ref) };
}

/** What was heard settles what was unsent, and who has spoken is no longer writing. */
function heard(state: State, lines: readonly Line[]): State {
  const box = lines.reduce((rest, line) => outbox.settled(rest, line.ref), state.box);
  const others = lines.some((line) => !line.mine);
  return {
    ...{ ...state, box, lines: withLines(state.lines, lines) },
    writing: others ? null : state.writing,
  };
}

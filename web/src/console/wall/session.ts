// The moderator's line to the server: what comes goes into the state, what is done goes out.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { BodyOf, Me, ModeratorCommands, ModeratorEvents, WallView } from "../../contract";
import { connect } from "../../shared/connection";
import type { Answer, Link } from "../../shared/link";
import type { Unsent } from "../../shared/outbox";
import { serverNow } from "../clock";
import { locked, NOT_TOLD_YET } from "../locked";
import { createCourier, type Courier } from "../talk/courier";
import { setDraft } from "../talk/drafts";
import { BELIEVED } from "../talk/typing";
import { createWhole, hearLocked, knock, onceOpen } from "../whole";
import { lastSeqs, next, START, type Wall, type WallChange } from "./state";
import { createUndo, type Undo } from "./undo";

const WHISPERED = "whisper ";

export type Look = "read" | "join" | "lead";

export type WallAct = Exclude<
  keyof ModeratorCommands,
  "sync" | "say" | "whisper" | "typing" | "received" | "catch_up" | Look
>;

export interface WallSession {
  readonly wall: ReadonlySignal<Wall>;
  readonly courier: Courier;
  readonly link: Link<ModeratorCommands>;
  readonly undo: Undo;
  apply(change: WallChange): void;
  /** Do it, and show why if it did not work. Resolves to whether it did. */
  act<Name extends WallAct>(name: Name, body: BodyOf<ModeratorCommands, Name>): Promise<boolean>;
  /** Reading is one act and joining another; each is told to the pair. */
  look(how: Look, conversation: string): Promise<boolean>;
  close(): void;
}

/** Where a whisper to the peer of this conversation lies until it is kept. */
export function whisperBox(conversation: string): string {
  return WHISPERED + conversation;
}

export function openWall(me: Me, signedOut: () => void): WallSession {
  const wall = signal(START);
  const apply = (change: WallChange) => void (wall.value = next(wall.value, change));
  const link: Link<ModeratorCommands> = connect<ModeratorCommands, ModeratorEvents>({
    namespace: "/moderator",
    hear: hearing(apply, () => courier),
    changed(state, code) {
      apply({ kind: "link", state });
      if (state === "up") whole.ask();
      if (state === "refused" && code === "sign_in") signedOut();
    },
  });
  const courier = courierOf(me, wall, apply, link);
  const undo = createUndo(async (asked) => settled(await onceOpen(link.ask("resolve_flag", asked)), apply));
  const whole = createWhole({
    up: () => wall.value.link === "up",
    sync: () => sync(link, apply, courier),
    knock: () => knock(link, apply),
    shut() {
      undo.settle();
      apply({ kind: "behind", view: NOT_TOLD_YET });
    },
  });
  return {
    wall,
    courier,
    link,
    undo,
    apply,
    act: async (name, body) => settled(await link.ask(name, body), apply),
    look: (how, conversation) => look(link, apply, courier, how, conversation),
    close() {
      whole.close();
      link.close();
    },
  };
}

function courierOf(
  me: Me,
  wall: ReadonlySignal<Wall>,
  apply: (change: WallChange) => void,
  link: Link<ModeratorCommands>,
): Courier {
  return createCourier({
    words: () => wall.value.words,
    apply,
    up: () => wall.value.link === "up" && !locked.peek(),
    say: ({ conversation, ref, text }) =>
      conversation.startsWith(WHISPERED)
        ? link.ask("whisper", { conversation: conversation.slice(WHISPERED.length), ref, text })
        : link.ask("say", { conversation, ref, text }),
    catchUp: (body) => link.ask("catch_up", body),
    confirm: (body) => link.tell("received", body),
    type: (body) => link.tell("typing", body),
    speaker: { role: "moderator", name: me.name },
    placeOf: (item) => placeOf(item, wall.value),
  });
}

/** A kept whisper stands in the backstage; where that is not known yet, the card will tell. */
function placeOf(item: Unsent, wall: Wall): string {
  if (!item.conversation.startsWith(WHISPERED)) return item.conversation;
  return wall.conversations[item.conversation.slice(WHISPERED.length)]?.backstage ?? item.conversation;
}

/** Nobody is there any more to read what was begun. */
function forgetDraftsOf(conversation: string): void {
  setDraft(conversation, "");
  setDraft(whisperBox(conversation), "");
}

type Hearing = {
  readonly [Name in Exclude<keyof ModeratorEvents, "displaced" | "moved">]: ModeratorEvents[Name];
};

function hearing(apply: (change: WallChange) => void, courier: () => Courier): Hearing {
  return {
    wall(renewed) {
      apply({ kind: "wall", renewed });
      renewed.conversations_gone.forEach(forgetDraftsOf);
      courier().complete(lastSeqs(renewed.conversations));
    },
    locked: ({ view }) => hearLocked(view, apply),
    alarm: (alarm) => apply({ kind: "alarm", alarm }),
    heard: ({ conversation, line }) => courier().hear(conversation, [line]),
    noticed: (body) => apply({ kind: "noticed", ...body }),
    retracted: (body) => apply({ kind: "retracted", ...body, words: "kept" }),
    typing: ({ conversation, name, on }) =>
      apply({ kind: "typing", conversation, name, until: on ? serverNow() + BELIEVED : 0 }),
    delivered: (body) => apply({ kind: "reached", ...body }),
  };
}

async function sync(
  link: Link<ModeratorCommands>,
  apply: (change: WallChange) => void,
  courier: Courier,
): Promise<Answer<WallView>> {
  const answer = await link.ask("sync", {});
  if (answer.ok && !locked.peek()) {
    apply({ kind: "view", view: answer.body });
    courier.complete(lastSeqs(answer.body.conversations));
    courier.resume();
  }
  return answer;
}

async function look(
  link: Link<ModeratorCommands>,
  apply: (change: WallChange) => void,
  courier: Courier,
  how: Look,
  conversation: string,
): Promise<boolean> {
  const answer = await link.ask(how, { conversation });
  if (!settled(answer, apply) || !answer.ok) return false;
  apply({ kind: "looking", conversation, how: how === "read" ? how : "join" });
  courier.hear(conversation, answer.body.lines);
  if (answer.body.more) void courier.catchUp(conversation);
  return true;
}

function settled(answer: Answer<unknown>, apply: (change: WallChange) => void): boolean {
  apply({ kind: "trouble", trouble: answer.ok ? null : answer });
  return answer.ok;
}

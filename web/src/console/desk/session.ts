// The peer's line to the server: what comes goes into the state, what is done goes out.
import { signal, type ReadonlySignal } from "@preact/signals";
import type { BodyOf, DeskView, Me, PeerCommands, PeerEvents } from "../../contract";
import { connect } from "../../shared/connection";
import type { Answer, Link } from "../../shared/link";
import { serverNow } from "../clock";
import { locked, NOT_TOLD_YET } from "../locked";
import { createCourier, type Courier } from "../talk/courier";
import { BELIEVED } from "../talk/typing";
import { createWhole, hearLocked, knock, onceOpen } from "../whole";
import { lastSeqs, next, START, type Desk, type DeskChange } from "./state";

export const UNDO = 10_000; // milliseconds in which an end can be taken back

export type DeskAct = Exclude<keyof PeerCommands, "sync" | "say" | "typing" | "received" | "catch_up">;

export interface DeskSession {
  readonly desk: ReadonlySignal<Desk>;
  readonly courier: Courier;
  readonly link: Link<PeerCommands>;
  apply(change: DeskChange): void;
  /** Do it, and show why if it did not work. Resolves to whether it did. */
  act<Name extends DeskAct>(name: Name, body: BodyOf<PeerCommands, Name>): Promise<boolean>;
  endSoon(conversation: string): void;
  keepOn(): void;
  close(): void;
}

export function openDesk(me: Me, signedOut: () => void): DeskSession {
  const desk = signal(START);
  const apply = (change: DeskChange) => void (desk.value = next(desk.value, change));
  const link: Link<PeerCommands> = connect<PeerCommands, PeerEvents>({
    namespace: "/peer",
    hear: hearing(apply, () => courier),
    changed(state, code) {
      apply({ kind: "link", state });
      if (state === "up") whole.ask();
      if (state === "refused" && code === "sign_in") signedOut();
    },
  });
  const courier = courierOf(me, desk, apply, link);
  const act: DeskSession["act"] = async (name, body) => settled(await link.ask(name, body), apply);
  const ending = endings(apply, (conversation) => {
    if (desk.value.ending?.conversation !== conversation) return; // it ended by itself meanwhile
    apply({ kind: "ending", ending: null });
    void onceOpen(link.ask("end", { conversation })).then((answer) => settled(answer, apply));
  }, () => desk.value.ending?.conversation ?? null);
  const whole = createWhole({
    up: () => desk.value.link === "up",
    sync: () => sync(link, apply, courier),
    knock: () => knock(link, apply),
    shut() {
      ending.endNow();
      apply({ kind: "behind", view: NOT_TOLD_YET });
    },
  });
  const close = () => {
    whole.close();
    link.close();
  };
  return { desk, courier, link, apply, act, ...ending, close };
}

export function courierOf(
  me: Me,
  desk: ReadonlySignal<Desk>,
  apply: (change: DeskChange) => void,
  link: Link<PeerCommands>,
): Courier {
  return createCourier({
    words: () => desk.value.words,
    apply,
    up: () => desk.value.link === "up" && !locked.peek(),
    say: ({ conversation, ref, text }) => link.ask("say", { conversation, ref, text }),
    catchUp: (body) => link.ask("catch_up", body),
    confirm: (body) => link.tell("received", body),
    type: (body) => link.tell("typing", body),
    speaker: { role: "peer", name: me.name },
  });
}

type Hearing = { readonly [Name in Exclude<keyof PeerEvents, "displaced" | "moved">]: PeerEvents[Name] };

function hearing(apply: (change: DeskChange) => void, courier: () => Courier): Hearing {
  return {
    desk({ view }) {
      apply({ kind: "renewed", view });
      if (!locked.peek()) courier().complete(lastSeqs(view));
    },
    locked: ({ view }) => hearLocked(view, apply),
    heard: ({ conversation, line }) => courier().hear(conversation, [line]),
    noticed: (body) => apply({ kind: "noticed", ...body }),
    retracted: (body) => apply({ kind: "retracted", ...body, words: "gone" }),
    typing: ({ conversation, name, on }) =>
      apply({ kind: "typing", conversation, name, until: on ? serverNow() + BELIEVED : 0 }),
    delivered: (body) => apply({ kind: "reached", ...body }),
  };
}

async function sync(
  link: Link<PeerCommands>,
  apply: (change: DeskChange) => void,
  courier: Courier,
): Promise<Answer<DeskView>> {
  const answer = await link.ask("sync", {});
  if (answer.ok && !locked.peek()) {
    apply({ kind: "view", view: answer.body });
    courier.complete(lastSeqs(answer.body));
    courier.resume();
  }
  return answer;
}

export function settled(answer: Answer<unknown>, apply: (change: DeskChange) => void): boolean {
  apply({ kind: "trouble", trouble: answer.ok ? null : answer });
  return answer.ok;
}

/** An end waits ten seconds before it is sent, so that it can be taken back: the newest one. */
export function endings(apply: (change: DeskChange) => void, end: (conversation: string) => void, waits: () => string | null = () => null) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const endNow = () => {
    clearTimeout(timer);
    const before = waits();
    if (before !== null) end(before);
  };
  return {
    endNow,
    endSoon(conversation: string) {
      if (waits() !== conversation) endNow();
      clearTimeout(timer);
      apply({ kind: "ending", ending: { conversation, at: serverNow() + UNDO } });
      timer = setTimeout(() => end(conversation), UNDO);
    },
    keepOn() {
      clearTimeout(timer);
      apply({ kind: "ending", ending: null });
    },
  };
}

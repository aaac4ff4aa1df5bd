// Sound, title and desktop notices, driven by what the desk and the wall hold.
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Desk } from "../desk/state";
import { newsOfAnswers, newsOfSeconds } from "../wall/answers";
import { type News, newsOf, newsOfMine } from "../wall/news";
import { calledOffDuty, NOBODY_ON_DUTY } from "../wall/nobody";
import { front } from "../house/tabs";
import { locked } from "../locked";
import type { Wall } from "../wall/state";
import { allUnheard, watchLed } from "./led";
import { tellWords, unread, watchOthers, watchWords } from "./new_words";
import { watchDeskLine, watchWallLine } from "./lines";
import { notify, watchPermission } from "./notify";
import { awaitPress, loop, once, type Tone } from "./ring";
import { say } from "./spoken";
import { waits } from "./waits";
import { behind, offers, roomCalls, titleOf, toneAfter, unseenCalls, unseenOffers, type Scene } from "./wanted";

const GATHER = 1000; // milliseconds: flags that come together are told together

export interface AlertNeeds {
  readonly desk: ReadonlySignal<Desk> | null;
  readonly wall: ReadonlySignal<Wall> | null;
  readonly title: string;
  /** Seconds without a line after which the server counts somebody as away. */
  readonly away: number;
}

/** Returns what ends it. */
export function startAlerts({ desk, wall, title, away }: AlertNeeds): () => void {
  const seen = signal<readonly string[]>([]);
  const scene = computed<Scene>(() => ({
    desk: desk?.value ?? null,
    wall: wall?.value ?? null,
    seen: seen.value,
    unread: unread.value + allUnheard(),
  }));
  const led = wall ? watchLed(wall, tellWords) : null;
  const [onDesk, onWall] = [where(desk), where(wall)];
  const ends = [
    awaitPress(),
    sounding(scene),
    effect(() => void (document.title = titleOf(scene.value, title))),
    onLooking(() => {
      seen.value = [...offers(desk?.peek() ?? null), ...roomCalls(desk?.peek() ?? null), ...waits(scene.peek())];
      led?.look();
      if (front.value === "desk") unread.value = 0;
    }),
    onDesk((one) => watchOffers(one, seen)),
    onDesk((one) => watchRooms(one, seen)),
    onDesk(watchAway),
    onDesk((one) => watchDeskLine(one, away)),
    onWall((one) => watchWallLine(one, away)),
    watchPermission(),
    onDesk(watchWords),
    onDesk(watchOthers),
    onWall(watchFlags),
    onWall(watchMine),
    () => led?.end(),
    watchWaits(scene),
    onWall(watchNobody),
    watchBehind(scene),
    () => void loop(null),
    () => (document.title = title),
  ];
  return () => ends.forEach((end) => end());
}

type End = () => void;

/** What watches the desk, or the wall, where there is one. */
function where<Seen>(line: ReadonlySignal<Seen> | null): (watch: (line: ReadonlySignal<Seen>) => End) => End {
  return (watch) => (line ? watch(line) : nothing);
}

function nothing(): void {
  // Nobody with this role signs in here: there is nothing to end.
}

function sounding(scene: ReadonlySignal<Scene>): () => void {
  let tone: Tone | null = null;
  return effect(() => void loop((tone = toneAfter(tone, scene.value))));
}

/** A sign of life on the page itself, not only that its window lies in front; before a lock it is anybody's. */
function onLooking(looked: () => void): () => void {
  const visible = () => document.visibilityState === "visible" && !locked.peek() && looked();
  const signs = ["pointermove", "pointerdown", "keydown", "visibilitychange"] as const;
  for (const sign of signs) document.addEventListener(sign, visible);
  return () => signs.forEach((sign) => document.removeEventListener(sign, visible));
}

function watchOffers(desk: ReadonlySignal<Desk>, seen: ReadonlySignal<readonly string[]>): () => void {
  let told: readonly string[] = [];
  return effect(() => {
    const fresh = unseenOffers({ desk: desk.value, seen: seen.peek() }).filter((id) => !told.includes(id));
    told = offers(desk.value);
    if (fresh.length === 0) return;
    say("A visitor is offered to you.");
    if (document.hidden) notify("Somebody is waiting for you", "offer");
  });
}

function watchAway(desk: ReadonlySignal<Desk>): () => void {
  let before = false;
  return effect(() => {
    const away = desk.value.view?.duty === "away";
    if (away && !before) {
      say("Still there? Nobody new is brought to you until you say so.");
      void once("offer");
      if (document.hidden) notify("Still there?", "offer");
    }
    before = away;
  });
}

function watchRooms(desk: ReadonlySignal<Desk>, seen: ReadonlySignal<readonly string[]>): () => void {
  let told: readonly string[] = [];
  return effect(() => {
    const fresh = unseenCalls({ desk: desk.value, seen: seen.peek() }).filter((id) => !told.includes(id));
    told = roomCalls(desk.value);
    if (fresh.length === 0) return;
    const danger = fresh.some((id) => id.startsWith("waits "));
    say(danger ? "Somebody in your group is in danger, and nobody is with them yet." : "A hand is up in your group.");
    if (document.hidden) notify("Your group needs you", "offer");
  });
}

/** Where nobody who answers has answered for too long, and where no clock asks them. */
function watchWaits(scene: ReadonlySignal<Scene>): () => void {
  let told: readonly string[] = [];
  return effect(() => {
    const now = waits(scene.value);
    const fresh = now.filter((one) => !told.includes(one));
    told = now;
    if (fresh.length === 0) return;
    say("A visitor waits for an answer.");
    if (document.hidden) notify("Somebody waits for an answer", "offer");
  });
}

/** Behind a lock: that there is more, and nothing else. */
function watchBehind(scene: ReadonlySignal<Scene>): () => void {
  let before = behind(scene.peek());
  return effect(() => {
    const now = behind(scene.value);
    const news = now.flags > before.flags ? "A flag waits" : now.asks > before.asks ? "Somebody waits for you" : "";
    if (news !== "") {
      say(`${news}.`);
      if (document.hidden) notify(news, now.flags > before.flags ? "flag" : "offer");
    }
    if (now.flags > before.flags || now.words > before.words) void once("soft");
    before = now;
  });
}

function watchFlags(wall: ReadonlySignal<Wall>): () => void {
  let told = Object.values(wall.peek().flags);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const flags = Object.values(wall.peek().flags);
    const news = newsOf(told, flags);
    told = flags;
    if (news !== "") announceFlags({ words: news, tone: "soft" });
  };
  const end = effect(() => {
    if (newsOf(told, Object.values(wall.value.flags)) !== "") timer ??= setTimeout(tell, GATHER);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

function watchMine(wall: ReadonlySignal<Wall>): () => void {
  let before = wall.peek();
  return effect(() => {
    const news = newsOfAnswers(before, wall.value) ?? newsOfSeconds(before, wall.value) ?? newsOfMine(before, wall.value);
    before = wall.value;
    if (news !== null) announceFlags(news);
  });
}

/** The sound is the ring of the flags; here are its words. */
function watchNobody(wall: ReadonlySignal<Wall>): () => void {
  const called = computed(() => calledOffDuty(wall.value));
  return effect(() => {
    if (called.value) announceFlags({ words: NOBODY_ON_DUTY, tone: "soft" });
  });
}

function announceFlags({ words, tone }: News): void {
  say(words);
  void once(tone);
  if (document.hidden) notify(words, "flag");
}

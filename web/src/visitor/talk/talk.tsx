// The conversation: waiting in the line and talking are one screen, because words can come in both.
import { useEffect, useRef, useState } from "preact/hooks";
import type { RoomHere } from "../../contract";
import { Announcer } from "../../shared/announcer";
import type { BeforeProps } from "../before";
import { keep, kept } from "../keep";
import { noticeWords } from "../notice";
import { RoomHead } from "../room/room_head";
import { RoomMenu } from "../room/room_menu";
import { chime } from "../sound";
import { WORDS } from "../words";
import { HelpCardView, ReferralView, SilenceView } from "./cards";
import { Composer } from "./composer";
import { Log } from "./log";
import { Menu } from "./menu";
import { Queue, Wait } from "./queue";

export function Talk(props: BeforeProps) {
  const { state, data, visit } = props;
  const talking = state.view?.state === "talking";
  const room = roomOf(state);
  const alone = isAlone(state);
  const [sound, setSound] = useState(false);
  const [quiet, setQuiet] = useState(kept("quiet_typing") !== null);
  const typing = {
    quiet,
    setQuiet: (on: boolean) => {
      keep("quiet_typing", on ? "yes" : null);
      setQuiet(on);
    },
  };
  useReady(talking, sound);
  return (
    <section class="talk">
      {room === null ? <Head {...props} /> : <RoomHead {...props} room={room} />}
      {alone ? <Queue {...props} sound={sound} setSound={setSound} /> : null}
      <Log {...props} />
      <Announcer text={spoken(props)} />
      <Announcer urgent text={talking ? data.words.waiting.ready : ""} />
      <div class="dock">
        {talking || alone || room !== null ? null : <BackInLine {...props} />}
        <HelpCardView {...props} />
        <ReferralView {...props} />
        <SilenceView {...props} />
        <p class="writing small quiet">{writing(props)}</p>
        <Composer
          data={data}
          label={alone ? WORDS.write_first : WORDS.write}
          typed={(text) => {
            if (text !== "") visit.stillHere();
            if (text === "" || quiet) visit.typing.stopped();
            else visit.typing.pressed();
          }}
          say={(text) => visit.say(text)}
        />
        {room === null ? <Menu {...props} {...typing} /> : <RoomMenu {...props} {...typing} room={room} />}
      </div>
    </section>
  );
}

/** The room in which one is, and not alone with one of its peers. */
function roomOf({ view }: BeforeProps["state"]): RoomHere | null {
  return view?.state === "in_room" ? view.room : null;
}

/** Nobody has answered yet. */
function isAlone({ view, lines }: BeforeProps["state"]): boolean {
  const company = view?.state === "talking" || view?.state === "in_room";
  return !company && !lines.some((line) => line.role === "peer");
}

/** The peer is gone and another one is looked for: said where one reads, under the words. */
function BackInLine(props: BeforeProps) {
  const { state, visit } = props;
  return (
    <div class="card back">
      {state.reported ? <p role="status">{WORDS.unsafe_told}</p> : null}
      <Wait {...props} />
      <button type="button" disabled={state.busy} onClick={() => void visit.end()}>
        {WORDS.leave_line}
      </button>
    </div>
  );
}

function Head({ state }: BeforeProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const { view } = state;
  const others = view?.company.filter((one) => one.standing === "speaker") ?? [];
  return (
    <header class="head">
      <h1 ref={heading} class="spoken" tabIndex={-1}>
        {WORDS.service}
      </h1>
      <p>
        {WORDS.you_are} <strong>{view?.pseudonym}</strong>.{" "}
        <span class="quiet">{WORDS.real_name}</span>
      </p>
      {others.length > 0 ? (
        <p class="small">
          {others.map((one) => `${one.name} · ${roleWord(one.role)}`).join(", ")}
        </p>
      ) : null}
      {others.some((one) => one.role === "peer" && !one.present) ? (
        <p class="trouble">{WORDS.away}</p>
      ) : null}
    </header>
  );
}

function roleWord(role: string): string {
  return role === "moderator" ? WORDS.supervisor : WORDS.peer;
}

/** A soft sound when a peer comes, if it was asked for. Not on a reload in mid-talk. */
function useReady(talking: boolean, sound: boolean): void {
  const [was, remember] = useState(talking);
  useEffect(() => {
    if (talking && !was && sound) chime();
    remember(talking);
  }, [talking, was, sound]);
}

function writing({ state }: BeforeProps): string {
  return state.writing === null ? "" : `${state.writing} ${WORDS.typing}`;
}

/** The newest line of somebody else, once. */
function spoken({ state, data }: BeforeProps): string {
  const last = state.lines[state.lines.length - 1];
  if (!last || last.mine) return "";
  if (last.notice) return noticeWords(data, state, last);
  return last.withheld ? WORDS.removed : `${last.name}: ${last.text}`;
}

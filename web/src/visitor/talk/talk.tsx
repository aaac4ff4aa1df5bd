// The conversation: waiting in the line and talking are one screen, because words can come in both.
import { useEffect, useRef } from "preact/hooks";
import { Announcer } from "../../shared/announcer";
import type { BeforeProps } from "../before";
import { BackToRoom } from "../room/back_to_room";
import { CalledHere } from "../parts/called_here";
import { Trouble } from "../parts/trouble";
import { isTalking } from "../shown";
import { WORDS } from "../words";
import { LearnerView, MutedNote, PausedNote, SilenceView } from "./cards";
import { HelpCardView } from "./help_card";
import { Composer } from "./composer";
import { Log } from "./log";
import { Menu } from "./menu";
import { LeaveLine, Queue, Wait } from "./queue";
import { useQuiet } from "./quiet";
import { useReady, useSound, useUnread } from "./ready";
import { ReferralView } from "./referral";
import { NotRight } from "./someone_else";
import { spoken } from "./spoken";
import { writingWords } from "./writing";

export function Talk(props: BeforeProps) {
  const { state, data, visit } = props;
  const talking = isTalking(state.view);
  const alone = !talking && !state.lines.some((line) => line.role === "peer");
  const [sound, setSound] = useSound();
  const { quiet, setQuiet } = useQuiet();
  useReady(talking, sound);
  useUnread(state.lines);
  return (
    <section class="talk">
      <Head {...props} />
      {alone ? <Queue {...props} sound={sound} setSound={setSound} /> : null}
      <Log {...props} />
      <Announcer text={spoken(props)} />
      <Announcer urgent text={talking ? WORDS.waiting.ready : ""} />
      <div class="dock">
        <Trouble {...props}>
          <Away {...props} />
        </Trouble>
        {talking || alone ? null : <BackInLine {...props} />}
        {state.view?.room?.aside ? <BackToRoom {...props} /> : null}
        <HelpCardView {...props} />
        <MutedNote {...props} />
        <PausedNote {...props} />
        <ReferralView {...props} />
        <LearnerView {...props} />
        <SilenceView {...props} />
        <p class="writing small quiet">{writingWords(state.writing)}</p>
        <Composer
          data={data}
          label={alone && !state.lines.some((line) => line.mine) ? WORDS.chat.writing.write_first : WORDS.chat.writing.write}
          typed={(text) => {
            if (text !== "") visit.stillHere();
            if (text === "" || quiet) visit.typing.stopped();
            else visit.typing.pressed();
          }}
          say={(text) => visit.say(text)}
        />
        <Menu {...props} quiet={quiet} setQuiet={setQuiet} />
      </div>
    </section>
  );
}

/** The peer is gone and another one is looked for: said where one reads, under the words. */
function BackInLine(props: BeforeProps) {
  return (
    <div class="card back">
      <Wait {...props} />
      <NotRight {...props} />
      <LeaveLine {...props} />
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
        {WORDS.chat.log.service}
      </h1>
      <CalledHere name={view?.pseudonym ?? ""} />
      {others.length > 0 ? (
        <p class="small">
          {others.map((one) => `${one.name} · ${roleWord(one.role)}`).join(", ")}
        </p>
      ) : null}
    </header>
  );
}

/** The one they talk with is not connected; whether they are themselves comes first. */
function Away({ state }: BeforeProps) {
  const company = state.view?.company ?? [];
  const gone = company.some((one) => one.role === "peer" && one.standing === "speaker" && !one.present);
  return gone && state.link === "up" ? <p class="trouble">{WORDS.chat.trouble.away}</p> : null;
}

function roleWord(role: string): string {
  return role === "moderator" ? WORDS.chat.log.supervisor : WORDS.chat.log.peer;
}

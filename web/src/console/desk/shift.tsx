// The shift: which state it is in, since when, and the acts that change it.
import { useState } from "preact/hooks";
import type { Closed, DeskView, DutyState } from "../../contract";
import { inPlain, wordsFor } from "../../shared/known";
import { inWords, now, secondsSince } from "../clock";
import { EndOfShift } from "../care/end_of_shift";
import { permission } from "../alert/notify";
import { whatDoesNotReach } from "../alert/reach";
import { sound } from "../alert/ring";
import { Resting } from "../care/resting";
import { DeskBreak } from "../care/take_a_break";
import { DUTY } from "../duty";
import { Act } from "../parts/act";
import type { Service } from "../service";
import { keptChoice, Ready } from "./ready";
import type { DeskSession } from "./session";

export interface ShiftProps {
  readonly session: DeskSession;
  readonly service: Service;
}

export function Shift({ session, service }: ShiftProps) {
  const view = session.desk.value.view;
  if (view === null) return null;
  return (
    <section class="sheet shift" aria-labelledby="shift">
      <h2 id="shift" class="spoken">
        Your shift
      </h2>
      <p role="status">
        <strong class={`duty duty-${view.duty}`}>{inAWord(view)}</strong>
      </p>
      <p class="quiet small">
        {view.since === null ? "" : `For ${inWords(secondsSince(view.since, now.value))}. `}
        {waitingInWords(view.waiting)} {view.closed === null ? "" : inPlain(CLOSED, view.closed)}
      </p>
      <Held view={view} />
      {view.duty === "away" ? <Away /> : null}
      {view.duty === "ready" ? <Reach /> : null}
      <Resting rest={view.rest} />
      <DeskBreak view={view}>
        {view.duty === "ready" ? null : <p>You can take one when you have written this up.</p>}
      </DeskBreak>
      {view.untrained ? <Untrained /> : null}
      {view.untrained && view.duty === "off" ? null : (
        <Acts view={view} waiting={view.held ? 0 : view.waiting} session={session} service={service} />
      )}
    </section>
  );
}

/** Who waits for an offer knows whether they would hear it. */
function Reach() {
  return (
    <div role="status" class="quiet small">
      {whatDoesNotReach(sound.value, permission.value).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  );
}

const TALK_FIRST = "A moderator would like to talk with you first. Nobody new is brought to you until then.";
const ON_HOLD =
  "You are on hold: nobody new is brought to you until a second person has looked at it and lifts it. What you are in goes on, and your account stays as it is. Ask a moderator or an administrator what it is about.";

function Held({ view }: { readonly view: DeskView }) {
  if (!view.held) return null;
  return (
    <p role="status" class="wrong">
      {view.on_hold ? ON_HOLD : TALK_FIRST}
    </p>
  );
}

function inAWord(view: DeskView): string {
  const many = view.conversations.length;
  if (view.duty === "ready" && view.rest !== null) return "Resting";
  if (view.duty !== "talking") return inPlain(DUTY, view.duty);
  const talking = many > 1 ? `In ${many} conversations` : DUTY.talking;
  return view.places.going ? `${talking}. Nobody new comes.` : talking;
}

function Away() {
  return (
    <p role="status" class="wrong">
      Still there? Nothing came from you for a while: offers ran out, or a wrap-up took long. Nobody new is brought to you, and
      visitors are not told to wait for you, until you say so.
    </p>
  );
}

function Untrained() {
  return (
    <p role="status">
      Before visitors are brought to you, you need a certificate. <a href="#training">Go to your training</a>
    </p>
  );
}

const CLOSED: Readonly<Record<Closed, string>> = {
  no_moderator: "No moderator is on duty, so nobody new is let in or paired.",
  no_peer: "No peer is ready, so nobody new is let in.",
  intake_paused: "A moderator has paused intake, so nobody new is let in.",
  full: "The queue is full.",
};

function waitingInWords(count: number): string {
  if (count === 0) return "Nobody is waiting.";
  return count === 1 ? "1 person is waiting." : `${count} people are waiting.`;
}

interface WhileTalkingProps extends ActsProps {
  readonly ask: () => void;
}

/** One more, as far as there is a place; how many at most; or nobody new after these. */
function WhileTalking({ view, waiting, session, service, ask }: WhileTalkingProps) {
  const { going, wished, most } = view.places;
  if (going) return <Act run={() => session.act("go_ready", keptChoice(service))}>Visitors may come again</Act>;
  const these = view.conversations.length > 1 ? "these" : "this one";
  return (
    <>
      {waiting > 0 && hasPlace(view, wished) ? (
        <Act run={() => session.act("take_next", {})}>Take the next visitor</Act>
      ) : null}
      {most > 1 ? <Act run={ask}>How many at once</Act> : null}
      <Act run={() => session.act("rest", {})}>Nobody new after {these}</Act>
    </>
  );
}

function hasPlace({ conversations, offers, wrap_up }: DeskView, wished: number): boolean {
  return conversations.length < wished && offers.length === 0 && wrap_up === null;
}

function WhileReady({ waiting, session }: { readonly waiting: number; readonly session: DeskSession }) {
  return (
    <>
      {waiting === 0 ? null : (
        <Act run={() => session.act("take_next", {})} class="primary">
          Take the next visitor
        </Act>
      )}
      <Act run={() => session.act("rest", {})}>Take a break</Act>
    </>
  );
}

interface ActsProps extends ShiftProps {
  readonly view: DeskView;
  readonly waiting: number;
}

type What = "begin" | "choose" | "next" | "more" | "end";

/** What one may do with the shift in each state. */
const MAY: Readonly<Record<DutyState, readonly What[]>> = {
  off: ["begin"],
  ready: ["choose", "next", "end"],
  offered: [],
  talking: ["more", "end"],
  hosting: [],
  wrap_up: [],
  break: ["begin", "choose", "end"],
  away: ["begin", "end"],
};

const BEGIN: Partial<Record<DutyState, string>> = { off: "Start a shift", away: "I'm still here" };

function Acts({ view, waiting, session, service }: ActsProps) {
  const [asking, setAsking] = useState(false);
  const [ending, setEnding] = useState(false);
  const { duty, places } = view;
  const may = (what: What) => wordsFor(MAY, duty, MAY.away).includes(what);
  const start = duty === "off" ? () => setAsking(true) : () => session.act("go_ready", keptChoice(service));
  const choice = places.most > 1 ? "Languages, topics, how many" : "Languages, topics";
  return (
    <div class="row">
      {may("begin") ? (
        <Act run={start} class="primary">
          {BEGIN[duty] ?? "I'm ready again"}
        </Act>
      ) : null}
      {may("choose") ? <Act run={() => setAsking(true)}>{choice}</Act> : null}
      {may("next") ? <WhileReady waiting={waiting} session={session} /> : null}
      {may("more") ? <WhileTalking {...{ view, waiting, session, service }} ask={() => setAsking(true)} /> : null}
      {may("end") ? <Act run={() => setEnding(true)}>End my shift</Act> : null}
      {ending ? <EndOfShift {...{ session, service }} close={() => setEnding(false)} /> : null}
      {asking ? <Ready session={session} service={service} close={() => setAsking(false)} /> : null}
    </div>
  );
}

// The shift: which state it is in, since when, and the acts that change it.
import { useState } from "preact/hooks";
import type { Closed, DutyState } from "../../contract";
import { inWords, now, secondsSince } from "../clock";
import { EndOfShift } from "../care/end_of_shift";
import { Resting } from "../care/resting";
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
        <strong class={`duty duty-${view.duty}`}>{view.duty === "ready" && view.rest !== null ? "Resting" : DUTY[view.duty]}</strong>
      </p>
      <p class="quiet small">
        {view.since === null ? "" : `For ${inWords(secondsSince(view.since, now.value))}. `}
        {waitingInWords(view.waiting)} {view.closed === null ? "" : CLOSED[view.closed]}
      </p>
      {view.held ? (
        <p role="status" class="wrong">
          A moderator would like to talk with you first. Nobody new is brought to you until then.
        </p>
      ) : null}
      <Resting rest={view.rest} />
      {view.untrained ? <Untrained /> : null}
      {view.untrained && view.duty === "off" ? null : (
        <Acts duty={view.duty} waiting={view.held ? 0 : view.waiting} session={session} service={service} />
      )}
    </section>
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
  readonly duty: DutyState;
  readonly waiting: number;
}

function Acts({ duty, waiting, session, service }: ActsProps) {
  const [asking, setAsking] = useState(false);
  const [ending, setEnding] = useState(false);
  const start = duty === "off" ? () => setAsking(true) : () => session.act("go_ready", keptChoice(service));
  return (
    <div class="row">
      {duty === "off" || duty === "break" ? (
        <Act run={start} class="primary">
          {duty === "off" ? "Start a shift" : "I'm ready again"}
        </Act>
      ) : null}
      {duty === "break" || duty === "ready" ? <Act run={() => setAsking(true)}>Languages, topics</Act> : null}
      {duty === "ready" ? <WhileReady waiting={waiting} session={session} /> : null}
      {duty === "ready" || duty === "break" ? <Act run={() => setEnding(true)}>End my shift</Act> : null}
      {ending ? <EndOfShift session={session} close={() => setEnding(false)} /> : null}
      {asking ? <Ready session={session} service={service} close={() => setAsking(false)} /> : null}
    </div>
  );
}

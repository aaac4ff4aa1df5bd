// One's own duty and the state of the line: a light, and always its words.
import { onDuty } from "../duty";
import { inWords } from "../clock";
import { Act } from "../parts/act";
import type { FlagCard, Health } from "../../contract";
import type { Service } from "../service";
import { Intake } from "./intake";
import { lightOf, modelInWords, type Light } from "./light";
import { nobodyOnDuty } from "./nobody";
import type { Ask } from "./asked";
import type { WallSession } from "./session";

const LIGHTS: Readonly<Record<Light["colour"], string>> = {
  green: "Green",
  yellow: "Yellow",
  red: "Red",
};

export interface LineProps {
  readonly session: WallSession;
  readonly service: Service;
  readonly ask: Ask;
}

export function Line({ session, service, ask }: LineProps) {
  const { health, duty, flags } = session.wall.value;
  return (
    <section class="sheet line-state" aria-labelledby="line-state">
      <h2 id="line-state" class="spoken">
        The line
      </h2>
      {/* Before the first answer nobody knows the duty, and a press would be lost. */}
      {health === null ? null : <Duty session={session} on={onDuty(duty)} nobody={nobodyOnDuty(session.wall.value)} ask={ask} />}
      {health === null ? <p role="status">One moment …</p> : <State health={health} flags={Object.values(flags)} />}
      <Intake session={session} service={service} />
    </section>
  );
}

interface DutyProps {
  readonly session: WallSession;
  readonly on: boolean;
  readonly nobody: boolean;
  readonly ask: Ask;
}

function dutyInWords(on: boolean, nobody: boolean): string {
  if (on) return "You are on duty.";
  return nobody ? "You are off duty. Nobody else is on duty: flags call you all the same." : "You are off duty. Flags do not call you.";
}

function Duty({ session, on, nobody, ask }: DutyProps) {
  return (
    <p class="row">
      <strong class="grow" role="status">
        {dutyInWords(on, nobody)}
      </strong>
      {on ? (
        <>
          <button type="button" onClick={() => ask({ what: "broadcast" })}>
            Tell everybody on shift
          </button>
          <button type="button" onClick={() => ask({ what: "go_off" })}>
            Go off duty
          </button>
        </>
      ) : (
        <Act run={() => session.act("go_ready", {})} class="primary">
          Go on duty
        </Act>
      )}
    </p>
  );
}

interface StateProps {
  readonly health: Health;
  readonly flags: readonly FlagCard[];
}

function State({ health, flags }: StateProps) {
  const { colour, reasons } = lightOf(health, flags);
  return (
    <>
      {health.to_approve === 0 ? null : (
        <p class="alarm row">
          <strong class="grow">A colleague asks for a second person: to open what is sealed, or to keep it longer.</strong>
          <a href="#review">Look at it</a>
        </p>
      )}
      {health.unsigned === 0 ? null : (
        <p class="row">
          <span class="grow">
            {health.unsigned === 1 ? "One incident" : `${health.unsigned} incidents`} of L3 or L4 ended, and nobody has signed it off.
          </span>
          <a href="#review?unsigned=true">Look at it</a>
        </p>
      )}
      {health.appeals === 0 ? null : (
        <p class="alarm row">
          <strong class="grow">A visitor who was blocked has written. Another moderator than who blocked them decides.</strong>
          <a href="#review">Read it</a>
        </p>
      )}
      <p role="status" class="row">
        <strong class={`light light-${colour}`}>{LIGHTS[colour]}</strong>
        <span class="grow">{reasons.join(" ")}</span>
      </p>
      <dl class="facts tight">
        <Fact name="Waiting" value={health.waiting} />
        <Fact name="Longest wait" value={inWords(health.longest_wait_seconds)} />
        <Fact name="Peers free" value={health.peers_ready} />
        <Fact name="Peers busy" value={health.peers_busy} />
        <Fact name="Moderators" value={health.moderators.join(", ") || "none"} />
        {Object.entries(health.models).map(([name, state]) => (
          <Fact key={name} name={name} value={modelInWords(state)} />
        ))}
      </dl>
    </>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

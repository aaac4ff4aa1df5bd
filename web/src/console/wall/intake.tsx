// Letting people in: stopped with one click, with words for visitors, and opened with one click.
import { useState } from "preact/hooks";
import { PAUSE_LIMIT, type IntakePause, type PauseReason } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock } from "../../shared/times";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import type { Service } from "../service";
import type { WallSession } from "./session";

export interface IntakeProps {
  readonly session: WallSession;
  readonly service: Service;
}

const REASONS: Readonly<Record<PauseReason, string>> = {
  busy: "Many people wait",
  few_peers: "Too few peers",
  shift_ends: "The shift ends soon",
  technical: "Something does not work",
  own: "In my own words …",
};
const CHOICES = Object.keys(REASONS) as readonly PauseReason[];

export function Intake({ session, service }: IntakeProps) {
  const health = session.wall.value.health;
  if (health === null) return null;
  return health.pause === null ? (
    <Open session={session} service={service} />
  ) : (
    <Paused session={session} service={service} pause={health.pause} />
  );
}

function Open({ session, service }: IntakeProps) {
  const [reason, choose] = useState<PauseReason>("busy");
  const [words, write] = useState("");
  const own = reason === "own";
  const missing = own && words.trim() === "";
  const pause = () => (missing ? undefined : session.act("pause_intake", { reason, words: own ? words : "" }));
  return (
    <div class="intake" role="group" aria-label="Intake">
      <p class="row">
        <Act run={pause}>Pause intake</Act>
        <span class="quiet small">Nobody new is let in then. Who waits keeps waiting.</span>
      </p>
      <details>
        <summary>What visitors read while it is paused</summary>
        <p>
          <label class="pick-one">
            <span>While intake is paused, visitors read</span>{" "}
            <select value={reason} onChange={(event) => choose(event.currentTarget.value as PauseReason)}>
              {CHOICES.map((one) => (
                <option key={one} value={one}>
                  {inPlain(REASONS, one)}
                </option>
              ))}
            </select>
          </label>
        </p>
        {own ? (
          <Field
            label="Your words to visitors"
            value={words}
            change={write}
            limit={PAUSE_LIMIT}
            hint={missing ? "Write them before you pause." : `${PAUSE_LIMIT - words.length} characters left.`}
          />
        ) : (
          <p class="quiet small">{told(service, reason, "")}</p>
        )}
      </details>
    </div>
  );
}

function Paused({ session, service, pause }: IntakeProps & { readonly pause: IntakePause }) {
  const by = pause.by === "" ? "Somebody" : pause.by;
  return (
    <div class="intake" role="group" aria-label="Intake">
      <p class="row">
        <strong class="grow" role="status">
          {by} paused intake at {clock(pause.since)}. Who waits keeps waiting.
        </strong>
        <Act run={() => session.act("open_intake", {})} class="primary">
          Open intake
        </Act>
      </p>
      <p class="quiet small">{told(service, pause.reason, pause.words)}</p>
    </div>
  );
}

function told(service: Service, reason: PauseReason, words: string): string {
  if (reason === "own") return `Visitors read: “${words}”`;
  const text = service.pauses[reason];
  return text === undefined ? "" : `Visitors read: “${text.title}. ${text.body}”`;
}

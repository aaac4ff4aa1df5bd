// Closing a flag: what it was, and why. Both go into the record.
import { useState } from "preact/hooks";
import type { FlagCard, Outcome } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { WallSession } from "./session";

const OUTCOMES: readonly (readonly [Outcome, string])[] = [
  ["confirmed", "Confirmed: the worry was right, and it was looked after"],
  ["false_alarm", "False alarm: nothing of the kind was meant"],
  ["handed_on", "Handed on: another service has it now"],
];

/** About a peer: what was no false alarm keeps them on hold. */
const OF_A_REPORT: readonly (readonly [Outcome, string])[] = [
  ["confirmed", "Confirmed: it was as the visitor says. The peer stays on hold"],
  ["unclear", "Not clear: it can be neither shown nor ruled out. The peer stays on hold"],
  ["false_alarm", "False alarm: nothing of the kind happened. The peer is free again"],
];

export interface ResolveProps {
  readonly flag: FlagCard;
  readonly session: WallSession;
  readonly close: () => void;
}

export function Resolve({ flag, session, close }: ResolveProps) {
  const [outcome, setOutcome] = useState<Outcome>("confirmed");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { trouble } = session.wall.value;
  const report = flag.kind === "report";
  const missing = reason.trim() === "";
  const resolve = () => {
    setTried(true);
    if (!missing) session.undo.begin(flag, { flag: flag.id, outcome, reason });
    return Promise.resolve(!missing);
  };
  return (
    <Question title={`Resolve the flag of ${flag.pseudonym}`} yes="Resolve" run={resolve} trouble={trouble} close={close}>
      {report ? <p>A hold is lifted by another moderator or an administrator, never by you: under Review or People.</p> : null}
      <Radios legend="What was it?" options={report ? OF_A_REPORT : OUTCOMES} value={outcome} change={setOutcome} />
      <Field
        label="Why"
        hint="One sentence. It stays in the record."
        value={reason}
        change={setReason}
        lines={3}
        limit={1000}
        wrong={tried && missing ? "Please write one sentence." : null}
      />
    </Question>
  );
}

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
  const missing = reason.trim() === "";
  const resolve = () => {
    setTried(true);
    if (!missing) session.undo.begin(flag, { flag: flag.id, outcome, reason });
    return Promise.resolve(!missing);
  };
  return (
    <Question title={`Resolve the flag of ${flag.pseudonym}`} yes="Resolve" run={resolve} trouble={trouble} close={close}>
      <Radios legend="What was it?" options={OUTCOMES} value={outcome} change={setOutcome} />
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

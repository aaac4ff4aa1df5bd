// Asking that one conversation is kept beyond its time: a reason of the service's, own words, and until when.
import { useState } from "preact/hooks";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Choice, Field } from "../parts/field";
import { Radios } from "../parts/radios";
import { Policy } from "../parts/second_look";
import { TroubleNote } from "../parts/trouble_note";
import type { LegalHoldRules } from "../service";
import type { Trouble } from "../trouble";

export interface LegalHoldProps {
  readonly conversation: string;
  readonly rules: LegalHoldRules;
}

const SHORTEST = 10; // characters, as the server wants them
const DAYS = [30, 90, 180, 365, 730, 1825, 3650];

export function LegalHold({ conversation, rules }: LegalHoldProps) {
  const [reason, setReason] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const [days, setDays] = useState("90");
  const [asked, setAsked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const complete = reason !== null && words.trim().length >= SHORTEST;
  const run = async () => {
    if (!complete) return;
    const told = await ask("/api/legal-holds/ask", { conversation, reason, words, days: Number(days) });
    setTrouble(told.ok ? null : told);
    setAsked(told.ok);
  };
  if (asked) return <p role="status">Asked. A second person says yes or no under Review.</p>;
  const lengths = DAYS.filter((one) => one <= rules.longest_days).map((one) => [`${one}`, `${one} days`] as const);
  return (
    <details class="unprinted">
      <summary>Keep it longer: legal hold</summary>
      <p>It is not forgotten by the schedule until that day, once a second person has said yes. Its visitor may still have it deleted.</p>
      <Policy policy={rules.policy} />
      <Radios legend="Why" options={rules.reasons.map(({ id, label }) => [id, label] as const)} value={reason} change={setReason} />
      <Field label="What has happened" hint="One sentence. The second person reads it." value={words} change={setWords} lines={2} limit={1000} />
      <Choice label="For how long, from today" value={days} options={lengths} change={setDays} />
      <TroubleNote trouble={trouble} />
      {complete ? (
        <p class="row">
          <Act run={run}>Ask a second person for a legal hold</Act>
        </p>
      ) : null}
    </details>
  );
}

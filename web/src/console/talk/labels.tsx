// What who hears a message says of the screen: a hint was wrong, or it missed something. No word of the message goes anywhere.
import { useState } from "preact/hooks";
import type { Concern, Line } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Choice } from "../parts/field";

/** In whose conversation, and whether this person may also say what was missed. */
export interface Labelling {
  readonly conversation: string;
  readonly moderates: boolean;
}

interface LabelProps {
  readonly line: Line;
  readonly labelling: Labelling;
}

const FAILED = "This could not be noted.";

export function Wrong({ line, labelling, concern }: LabelProps & { readonly concern: string }) {
  const [said, setSaid] = useState("");
  const run = async () => {
    const body = { conversation: labelling.conversation, seq: line.seq, concern: concern as Concern };
    const answer = await ask("/api/labels/wrong", body);
    setSaid(answer.ok ? "Noted: this hint was wrong. Nothing else changes." : FAILED);
  };
  if (said !== "") return <p class="quiet small" role="status">{said}</p>;
  return (
    <Act run={run} class="plain small" label={`Wrong hint: ${concern.replaceAll("_", " ")}`}>
      Wrong hint
    </Act>
  );
}

const MISSABLE: readonly Concern[] = [
  ...(["suicide", "self_harm", "harm_to_others", "abuse", "medical_emergency"] as const),
  ...(["eating_disorder", "minor", "third_party", "toxicity", "harassment", "grooming"] as const),
];
export const CONCERNS = MISSABLE.map((one) => [one, one.replaceAll("_", " ")] as const);

export function Missed({ line, labelling }: LabelProps) {
  const [concern, setConcern] = useState<Concern>("suicide");
  const [said, setSaid] = useState("");
  const run = async () => {
    const answer = await ask("/api/labels/missed", { conversation: labelling.conversation, seq: line.seq, concern });
    setSaid(answer.ok ? "Noted for the alarm records." : FAILED);
  };
  return (
    <details class="small">
      <summary>The screen missed this</summary>
      <p class="quiet">It is counted, without the words. It raises nothing: change the level if that is needed.</p>
      <Choice label="What it missed" value={concern} options={CONCERNS} change={(one) => setConcern(one as Concern)} />
      {said === "" ? <Act run={run}>Note it</Act> : <p role="status">{said}</p>}
    </details>
  );
}

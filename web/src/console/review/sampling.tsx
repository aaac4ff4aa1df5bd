// Blind review: chance draws an ended conversation, and the labels say how many alarms were missed.
import { useState } from "preact/hooks";
import type { Misses, RateCard } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";

export interface SamplingProps {
  readonly moderates: boolean;
  readonly changed: () => Promise<void>;
}

export function Sampling({ moderates, changed }: SamplingProps) {
  const [misses, setMisses] = useState<Misses | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/review/misses", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setMisses(answer.body);
  };
  const draw = async () => {
    const answer = await ask("/api/review/sample", {});
    setTrouble(answer.ok ? null : answer);
    await changed();
  };
  return (
    <details class="sheet" onToggle={(event) => (moderates && event.currentTarget.open ? void load() : undefined)}>
      <summary>Blind review: what the alarms miss</summary>
      <p class="quiet small">
        Chance draws a conversation that has ended and that you were not in, with a flag or without; you are not told which. A second
        person agrees, the visitor is told, and you read it without names. Each label counts for as many conversations as it stands for.
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <p>
        <Act run={draw}>Draw a conversation</Act>
      </p>
      {!moderates ? null : misses === null ? <p role="status">One moment …</p> : <Rates misses={misses} />}
    </details>
  );
}

function Rates({ misses }: { readonly misses: Misses }) {
  return (
    <Wide label="Table of blind review, last 90 days">
      <thead>
        <tr>
          <th scope="col">Of conversations</th>
          <th scope="col">Labels</th>
          <th scope="col">A moderator was needed</th>
          <th scope="col">Share, and 95 % sure</th>
        </tr>
      </thead>
      <tbody>
        <Row name="without a flag (missed)" rate={misses.missed} />
        <Row name="with a flag (right)" rate={misses.right} />
      </tbody>
    </Wide>
  );
}

function Row({ name, rate }: { readonly name: string; readonly rate: RateCard }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{rate.labels}</td>
      <td>{rate.needed}</td>
      <td>{rate.labels === 0 ? "not known yet" : `${percent(rate.share)} (${percent(rate.low)} to ${percent(rate.high)})`}</td>
    </tr>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

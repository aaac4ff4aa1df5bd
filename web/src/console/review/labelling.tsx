// Blind review: what somebody says who has read a conversation without knowing what the alarms made of it.
import { useState } from "preact/hooks";
import type { Level, OpeningCard } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { ALL_LEVELS, levelName } from "../parts/level";
import { Radios } from "../parts/radios";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const NOBODY = -1;
const OPTIONS: readonly (readonly [number, string])[] = [
  [NOBODY, "Nobody had to be called"],
  ...ALL_LEVELS.filter((level) => level > 0).map((level) => [level, `A moderator should have been called: ${levelName(level)}`] as const),
];

export interface LabellingProps {
  readonly opening: OpeningCard;
  readonly changed: () => Promise<void>;
}

export function Labelling({ opening, changed }: LabellingProps) {
  const [value, setValue] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const send = async () => {
    const level = value === NOBODY ? null : (value as Level);
    const answer = await ask("/api/review/sample/label", { opening: opening.id, level });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await ask("/api/review/end", { opening: opening.id });
    await changed();
  };
  if (opening.labelled) return <p role="status">Your label is kept. Thank you.</p>;
  return (
    <>
      <Radios legend="After reading it" options={OPTIONS} value={value} change={setValue} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {value === null ? null : (
        <p>
          <Act run={send} class="primary">
            Keep my label and close it
          </Act>
        </p>
      )}
    </>
  );
}

// One of several, or none of them.
import { useId } from "preact/hooks";
import type { Choice } from "../data";

export interface PickProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly none?: string;
  /** What becomes of the answer. */
  readonly hint?: string;
  /** The screen's title asks it already. */
  readonly titled?: boolean;
  readonly choose: (id: string) => void;
}

export function Pick({ label, choices, value, none, hint, titled = false, choose }: PickProps) {
  const about = useId();
  const pick = (
    <label class="pick">
      <span class={titled ? "spoken" : ""}>{label}</span>
      <select value={value} aria-describedby={hint === undefined ? undefined : about} onChange={(event) => choose(event.currentTarget.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
  if (hint === undefined) return pick;
  return (
    <>
      {pick}
      <p id={about} class="small quiet">
        {hint}
      </p>
    </>
  );
}

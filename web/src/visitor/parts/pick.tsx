// One of several, or none of them.
import type { Choice } from "../data";

export interface PickProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly none?: string;
  /** The screen's title asks it already. */
  readonly titled?: boolean;
  readonly choose: (id: string) => void;
}

export function Pick({ label, choices, value, none, titled = false, choose }: PickProps) {
  return (
    <label class="pick">
      <span class={titled ? "spoken" : ""}>{label}</span>
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

// One choice of several, all of them visible.
import { useId } from "preact/hooks";

export interface RadiosProps<Value extends string | number> {
  readonly legend: string;
  readonly options: readonly (readonly [value: Value, label: string])[];
  /** Null: nothing is chosen yet. */
  readonly value: Value | null;
  readonly change: (value: Value) => void;
}

export function Radios<Value extends string | number>({ legend, options, value, change }: RadiosProps<Value>) {
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(([key, words]) => (
        <label key={key} class="tick">
          <input type="radio" name={name} checked={key === value} onChange={() => change(key)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

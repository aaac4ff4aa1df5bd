// One question of a form: its label, its hint and what is wrong, all tied to the control.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  /** When one leaves the box with other words in it than before. */
  readonly leave?: (value: string) => void;
  readonly hint?: string;
  readonly wrong?: string | null;
  readonly type?: "text" | "password";
  readonly name?: string;
  readonly autocomplete?: string;
  readonly limit?: number;
  readonly lines?: number;
  readonly required?: boolean;
}

export function Field(props: FieldProps) {
  const id = useId();
  const told = [props.hint === undefined ? "" : `${id}-hint`, props.wrong ? `${id}-wrong` : ""].join(" ").trim();
  return (
    <p class="field">
      <label for={id}>{props.label}</label>
      {props.hint === undefined ? null : <Said id={`${id}-hint`} kind="quiet small">{props.hint}</Said>}
      <Control id={id} told={told} {...props} />
      {props.wrong ? <Said id={`${id}-wrong`} kind="wrong">{props.wrong}</Said> : null}
    </p>
  );
}

function Control(props: FieldProps & { readonly id: string; readonly told: string }) {
  const common = {
    id: props.id,
    name: props.name,
    value: props.value,
    required: props.required,
    maxLength: props.limit,
    "aria-describedby": props.told === "" ? undefined : props.told,
    "aria-invalid": props.wrong ? true : undefined,
    onInput: (event: { currentTarget: { value: string } }) => props.change(event.currentTarget.value),
    onChange: (event: { currentTarget: { value: string } }) => props.leave?.(event.currentTarget.value),
  };
  if (props.lines !== undefined) return <textarea rows={props.lines} {...common} />;
  const more = { ...common, autocomplete: props.autocomplete, spellcheck: false };
  return props.type === "password" ? <input type="password" {...more} /> : <input type="text" {...more} />;
}

function Said({ id, kind, children }: { readonly id: string; readonly kind: string; readonly children: ComponentChildren }) {
  return (
    <span id={id} class={kind}>
      {children}
    </span>
  );
}

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly change: (value: string) => void;
}

export function Choice({ label, value, options, change }: ChoiceProps) {
  const id = useId();
  return (
    <p class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => change(event.currentTarget.value)}>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}

export interface TickProps {
  readonly checked: boolean;
  readonly change: (checked: boolean) => void;
  readonly children: ComponentChildren;
}

export function Tick({ checked, change, children }: TickProps) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}

/** `all` with `one` in it or not. */
export function toggled<T>(all: readonly T[], one: T): readonly T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

// How bad it is, from 0 to 10. Nobody has to say.
import type { PageData } from "../data";

export interface ScaleProps {
  readonly question: string;
  readonly scale: PageData["distress"];
  readonly none: string;
  /** The screen's title asks it already. */
  readonly titled?: boolean;
  readonly value: number | null;
  readonly choose: (value: number | null) => void;
}

export function Scale({ question, scale, none, value, titled = false, choose }: ScaleProps) {
  const steps = Array.from({ length: scale.most - scale.least + 1 }, (_, i) => scale.least + i);
  return (
    <fieldset class="scale">
      <legend class={titled ? "spoken" : ""}>{question}</legend>
      <div class="ends small quiet">
        <span>
          {scale.least}: {scale.ends.least}
        </span>
        <span>
          {scale.most}: {scale.ends.most}
        </span>
      </div>
      <div class="steps">
        {steps.map((step) => (
          <Step key={step} label={String(step)} on={value === step} choose={() => choose(step)} />
        ))}
      </div>
      <label class="tick">
        <input type="radio" name="scale" checked={value === null} onChange={() => choose(null)} />
        <span>{none}</span>
      </label>
    </fieldset>
  );
}

interface StepProps {
  readonly label: string;
  readonly on: boolean;
  readonly choose: () => void;
}

function Step({ label, on, choose }: StepProps) {
  return (
    <label class={on ? "step on" : "step"}>
      <input type="radio" name="scale" checked={on} onChange={choose} />
      <span>{label}</span>
    </label>
  );
}

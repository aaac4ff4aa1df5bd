// The steps of a safety plan, for whoever writes in it: the last writing stands, with who wrote it.
import { useEffect, useId, useState } from "preact/hooks";
import type { PlanCard, PlanStep } from "../contract";
import { entryAt, type PlanWriter } from "./plan_writer";

export interface PlanWords {
  readonly title: string;
  readonly begun: string;
  readonly both: string;
  readonly keep: string;
  readonly steps: Readonly<Record<PlanStep, { readonly title: string; readonly body: string }>>;
}

export const PLAN_STEPS: readonly PlanStep[] = ["signs", "myself", "places", "people", "lines", "safer", "worth"];

export interface PlanFormProps {
  readonly words: PlanWords;
  readonly plan: PlanCard | null;
  readonly writer: PlanWriter;
  /** Says who wrote what stands there, from this reader's side. */
  readonly by: (name: string, role: string) => string;
  readonly waiting: string;
  /** The conversation is over: it can be read, and kept. */
  readonly closed: boolean;
  /** Puts help lines in, where somebody wishes. */
  readonly putLines?: { readonly label: string; readonly lines: () => Promise<string> };
}

export function PlanForm(props: PlanFormProps) {
  const { writer, waiting } = props;
  useWatched(writer);
  return (
    <>
      <ol class="plan">
        {PLAN_STEPS.map((step) => (
          <li key={step}>
            <Step {...props} step={step} />
          </li>
        ))}
      </ol>
      <p role="status" class="small">
        {writer.unsent ? waiting : ""}
      </p>
    </>
  );
}

function Step({ words, plan, writer, by, putLines, closed, step }: PlanFormProps & { readonly step: PlanStep }) {
  const id = useId();
  const { title, body } = words.steps[step];
  const entry = entryAt(plan?.entries ?? [], step);
  const text = writer.words(step) ?? entry?.text ?? "";
  const put = async () => {
    const lines = (await putLines?.lines()) ?? "";
    writer.typed(step, text === "" ? lines : `${text.trimEnd()}\n${lines}`);
  };
  return (
    <>
      <label for={id}>{title}</label>
      <p id={`${id}-hint`} class="small quiet">
        {body}
      </p>
      <textarea
        dir="auto"
        id={id}
        rows={Math.min(8, Math.max(2, text.split("\n").length))}
        maxLength={1000}
        value={text}
        readOnly={closed || writer.refused}
        aria-describedby={`${id}-hint ${id}-by`}
        onInput={(event) => writer.typed(step, event.currentTarget.value)}
        onBlur={() => writer.left(step)}
      />
      <p id={`${id}-by`} class="small quiet">
        {entry === null || entry.text === "" ? "" : by(entry.name, entry.role)}
      </p>
      {step === "lines" && putLines !== undefined && !closed ? (
        <button type="button" onClick={() => void put()}>
          {putLines.label}
        </button>
      ) : null}
    </>
  );
}

/** Drawn again at each change of what waits. */
function useWatched(writer: PlanWriter): void {
  const [, tick] = useState(0);
  useEffect(() => writer.watch(() => tick((n) => n + 1)), [writer]);
}

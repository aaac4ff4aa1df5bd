// What is asked of a second person: who asks, why, what would be done or is done, and what was said to it.
import type { LookState, SecondLookCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock, day } from "../../shared/times";

const DONE: Readonly<Record<LookState, string>> = {
  asked: "It waits for a second person.",
  approved: "It stands.",
  declined: "It was declined.",
  lifted: "It was lifted.",
};

const SAID: Readonly<Record<LookState, string>> = {
  asked: "has not answered",
  approved: "says yes",
  declined: "says no",
  lifted: "had said yes",
};

/** Of a look that is open: does anything wait for the answer? */
export function waits(look: SecondLookCard): boolean {
  return look.state === "asked" && look.acted_at === null;
}

export function SecondFacts({ look }: { readonly look: SecondLookCard }) {
  if (look.matter === "legal_hold") return <HoldFacts look={look} />;
  return (
    <>
      <p>
        <strong>Help without the visitor's yes</strong>, {look.mine ? "asked by you" : `asked by ${look.asked_by}`} at {clock(look.asked_at)}:{" "}
        {look.reason}.
      </p>
      {look.words === "" ? null : <p class="words small">{look.words}</p>}
      <p class="small">
        {look.acted_at === null ? "It would go" : `It went, at ${clock(look.acted_at)},`} to: {look.service}.{" "}
        {look.summary === "" ? "Nothing is passed on." : "Passed on:"}
      </p>
      {look.summary === "" ? null : <p class="words small">{look.summary}</p>}
      <SecondSaid look={look} />
    </>
  );
}

function HoldFacts({ look }: { readonly look: SecondLookCard }) {
  const lifted = look.lifted_by === "" ? "" : ` by ${look.lifted_by}`;
  return (
    <>
      <p>
        <strong>Legal hold until {look.until === null ? "" : day(look.until)}</strong>, {look.mine ? "asked by you" : `asked by ${look.asked_by}`},{" "}
        {day(look.asked_at)}: {look.reason}.
      </p>
      {look.words === "" ? null : <p class="words small">{look.words}</p>}
      <p>
        <strong>{look.state === "lifted" ? `It was lifted${lifted}.` : inPlain(DONE, look.state)}</strong>{" "}
        {look.answered_by === "" ? "" : `${look.answered_by}, the second person, ${inPlain(SAID, look.state)}.`}
      </p>
      {look.answer === "" ? null : <p class="words small">{look.answer}</p>}
    </>
  );
}

/** The answer alone, beside what says the rest already. */
export function SecondSaid({ look }: { readonly look: SecondLookCard }) {
  return (
    <>
      <p>
        <strong>{saidInWords(look)}</strong>
      </p>
      {look.answer === "" ? null : <p class="words small">{look.answer}</p>}
    </>
  );
}

function saidInWords(look: SecondLookCard): string {
  if (look.answered_by !== "") return `${look.answered_by}, the second person, ${inPlain(SAID, look.state)}.`;
  if (look.acted_at !== null) return "It is done. A second person has not looked at it yet: it stays open until then.";
  return "Nothing is done yet: it waits for a second person.";
}

/** Beside the decision, for both of them. */
export function Policy({ policy }: { readonly policy: readonly string[] }) {
  return (
    <ul class="reasons small" aria-label="What our policy says">
      {policy.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

// What waits for a second person, and what was answered lately: for moderators, and for administrators who have no wall.
import { useEffect, useState } from "preact/hooks";
import type { SecondLookCard } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { LevelMark } from "../parts/level";
import { useSecondAnswer } from "../parts/second_answer";
import { Policy, SecondFacts } from "../parts/second_look";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";
import type { Trouble } from "../trouble";

const AGAIN = 5000; // milliseconds: somebody else asks, or answers

export interface SecondLooksProps {
  readonly service: Service;
  /** An administrator lets the schedule go on before the day of a legal hold. */
  readonly lifts: boolean;
}

export function SecondLooks({ service, lifts }: SecondLooksProps) {
  const [looks, setLooks] = useState<readonly SecondLookCard[]>([]);
  const load = async () => {
    const answer = await ask("/api/second-looks", {});
    if (answer.ok) setLooks(answer.body.looks);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  if (looks.length === 0) return null;
  return (
    <section aria-labelledby="second-looks">
      <h2 id="second-looks">Second person</h2>
      {looks.map((look) => (
        <article key={look.id} class="sheet" aria-label={`Second person: ${look.pseudonym}`}>
          <p>
            <strong>{look.pseudonym}</strong> <LevelMark level={look.level} />
          </p>
          <SecondFacts look={look} />
          {look.state === "asked" && look.mine ? <p class="quiet small">You asked: the answer is somebody else's.</p> : null}
          {look.state === "asked" && !look.mine ? <Answer look={look} policy={policyOf(service, look)} changed={load} /> : null}
          {lifts && look.matter === "legal_hold" && look.state === "approved" ? <Lift look={look} changed={load} /> : null}
        </article>
      ))}
    </section>
  );
}

function policyOf(service: Service, { matter }: SecondLookCard): readonly string[] {
  return matter === "legal_hold" ? service.legal_hold.policy : service.without_consent.second.policy;
}

function Lift({ look, changed }: Omit<AnswerProps, "policy">) {
  const [words, setWords] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const lift = async () => {
    if (words.trim() === "") return;
    const told = await ask("/api/legal-holds/lift", { look: look.id, words });
    setTrouble(told.ok ? null : told);
    if (told.ok) await changed();
  };
  return (
    <details>
      <summary>Lift it before that day</summary>
      <p>What is past its own time is forgotten at once then.</p>
      <TroubleNote trouble={trouble} />
      <Field label="Why it is no longer needed" value={words} change={setWords} lines={2} limit={1000} />
      <p class="row">
        <Act run={lift} class="grave">
          Lift the legal hold
        </Act>
      </p>
    </details>
  );
}

interface AnswerProps {
  readonly look: SecondLookCard;
  readonly policy: readonly string[];
  readonly changed: () => Promise<void>;
}

function Answer({ look, policy, changed }: AnswerProps) {
  const { fields, trouble, run } = useSecondAnswer(look);
  const send = async () => {
    if (await run()) await changed();
  };
  return (
    <>
      <Policy policy={policy} />
      {fields}
      <TroubleNote trouble={trouble} />
      <p class="row">
        <Act run={send} class="primary">
          Answer
        </Act>
      </p>
    </>
  );
}

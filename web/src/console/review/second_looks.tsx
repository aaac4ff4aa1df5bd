// What waits for a second person, and what was answered lately: for moderators, and for administrators who have no wall.
import { useEffect, useState } from "preact/hooks";
import type { SecondLookCard } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { LevelMark } from "../parts/level";
import { useSecondAnswer } from "../parts/second_answer";
import { Policy, SecondFacts } from "../parts/second_look";
import { TroubleNote } from "../parts/trouble_note";
import type { Service } from "../service";

const AGAIN = 5000; // milliseconds: somebody else asks, or answers

export function SecondLooks({ service }: { readonly service: Service }) {
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
  const { policy } = service.without_consent.second;
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
          {look.state === "asked" && !look.mine ? <Answer look={look} policy={policy} changed={load} /> : null}
        </article>
      ))}
    </section>
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

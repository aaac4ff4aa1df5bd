// The safety plan, written by both; the visitor may keep it. Fetched when somebody opens it.
import { useEffect, useState } from "preact/hooks";
import { PlanForm, type PlanWords } from "../../shared/plan_form";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";
import { Keeping, type KeepingProps } from "./keeping";
import { linesAsText, partsOf } from "./plan_text";
import "./plan.css";

const AGAIN = 3000;

export default function Plan(props: BeforeProps) {
  const { state, data, visit } = props;
  const words = usePlanWords();
  if (words === null) return <p role="status">{WORDS.connecting}</p>;
  const plan = state.view?.plan ?? null;
  if (state.view?.state !== "talking") return <Written words={words} plan={plan} />;
  return (
    <>
      <p>{words.both}</p>
      <PlanForm
        words={words}
        plan={plan}
        writer={visit.plan}
        by={(name, role) => (role === "visitor" ? WORDS.plan_by_you : `${WORDS.plan_by} ${name}`)}
        waiting={WORDS.plan_waiting}
        putLines={{ label: WORDS.plan_put_lines, lines: () => Promise.resolve(linesAsText(data, state.answers.region)) }}
        closed={false}
      />
      <Keeping words={words} plan={plan} />
    </>
  );
}

/** After the chat: what was written, to read and to keep. */
function Written({ words, plan }: KeepingProps) {
  return (
    <>
      {partsOf(words, plan).map((part) => (
        <section key={part.title}>
          <h3>{part.title}</h3>
          <p class="plan-words">{part.text}</p>
        </section>
      ))}
      <Keeping words={words} plan={plan} />
    </>
  );
}

/** Asks until they come: the line may be down. */
function usePlanWords(): PlanWords | null {
  const [words, setWords] = useState<PlanWords | null>(null);
  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      const found = await planWords();
      if (!wanted) return;
      if (found === null) setTimeout(() => void look(), AGAIN);
      else setWords(found);
    };
    void look();
    return () => void (wanted = false);
  }, []);
  return words;
}

async function planWords(): Promise<PlanWords | null> {
  try {
    const answer = await fetch("/words/plan");
    return answer.ok ? ((await answer.json()) as PlanWords) : null;
  } catch {
    return null;
  }
}

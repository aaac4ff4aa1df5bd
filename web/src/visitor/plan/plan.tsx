// The safety plan, written by both; the visitor may keep it. Fetched when somebody opens it.
import { PlanForm } from "../../shared/plan_form";
import type { BeforeProps } from "../before";
import { filled } from "../sentence";
import { isTalking } from "../shown";
import { WORDS } from "../words";
import { Keeping, type KeepingProps } from "./keeping";
import { linesAsText, partsOf } from "./plan_text";
import "./plan.css";

export default function Plan(props: BeforeProps) {
  const { state, data, visit } = props;
  const words = WORDS.plan;
  const plan = state.view?.plan ?? null;
  if (!isTalking(state.view)) return <Written words={words} plan={plan} />;
  return (
    <>
      <p>{words.both}</p>
      <PlanForm
        words={words}
        plan={plan}
        writer={visit.plan}
        by={(name, role) => (role === "visitor" ? WORDS.chat.plan.by_you : filled(WORDS.chat.plan.by, { name }))}
        waiting={WORDS.chat.plan.waiting}
        putLines={{ label: WORDS.chat.plan.put_lines, lines: () => Promise.resolve(linesAsText(data, state.answers.region ?? data.own)) }}
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
          <p class="plan-words" dir="auto">{part.text}</p>
        </section>
      ))}
      <Keeping words={words} plan={plan} />
    </>
  );
}

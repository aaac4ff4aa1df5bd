// Whom a visitor would like to talk with, and what that costs.
import { answer, type BeforeProps } from "./before";
import { Pick } from "./parts/pick";
import { waitWords } from "./talk/wait_words";
import { WORDS } from "./words";

/** Folded away: most people want to talk soon, and nobody must choose. */
export function Who({ state, data, visit }: BeforeProps) {
  const { questions, waiting } = WORDS;
  const { answers, view } = state;
  if (data.experiences.length === 0) return null;
  return (
    <details class="sheet" open={answers.wish !== null || answers.veto !== null}>
      <summary>{questions.who}</summary>
      <Pick
        label={questions.wish}
        choices={data.experiences.filter(({ id }) => id !== answers.veto)}
        value={answers.wish ?? ""}
        none={questions.anyone}
        choose={(id) => answer(visit, { wish: id === "" ? null : id })}
      />
      <p class="small">
        {view?.wait ? `${waitWords(view.wait, WORDS.chat.queue, waiting.long)} ` : ""}
        {questions.trade_off}
      </p>
      <Pick
        label={questions.veto}
        choices={data.experiences.filter(({ id }) => id !== answers.wish)}
        value={answers.veto ?? ""}
        none={questions.no_veto}
        choose={(id) => answer(visit, { veto: id === "" ? null : id })}
      />
    </details>
  );
}

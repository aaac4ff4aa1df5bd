// The questions of a module. All of them are answered before they are sent.
import { useId, useState } from "preact/hooks";
import type { QuizQuestion } from "../../contract";

export interface QuizProps {
  readonly questions: readonly QuizQuestion[];
  readonly passMark: number;
  readonly send: (answers: readonly number[]) => Promise<void>;
}

const NONE = -1;

export function Quiz({ questions, passMark, send }: QuizProps) {
  const [answers, setAnswers] = useState<readonly number[]>(questions.map(() => NONE));
  const [tried, setTried] = useState(false);
  const open = answers.filter((answer) => answer === NONE).length;
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (open === 0) void send(answers);
  };
  return (
    <form onSubmit={submit}>
      <h2>Questions</h2>
      <p>
        You pass with {passMark} of 100. Take your time, and look things up above. You can try as often as you like.
      </p>
      {questions.map((one, index) => (
        <Asked
          key={index}
          number={index + 1}
          question={one}
          chosen={answers[index] ?? NONE}
          choose={(choice) => setAnswers(answers.map((answer, at) => (at === index ? choice : answer)))}
        />
      ))}
      <p role="alert">{tried && open > 0 ? `${open} of ${questions.length} questions are still open.` : ""}</p>
      <button class="primary">Send my answers</button>
    </form>
  );
}

interface AskedProps {
  readonly number: number;
  readonly question: QuizQuestion;
  readonly chosen: number;
  readonly choose: (choice: number) => void;
}

function Asked({ number, question, chosen, choose }: AskedProps) {
  const name = useId();
  return (
    <fieldset>
      <legend>
        {number}. {question.text}
      </legend>
      {question.choices.map((words, index) => (
        <label key={index} class="tick">
          <input type="radio" name={name} checked={chosen === index} onChange={() => choose(index)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}

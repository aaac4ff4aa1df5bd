// How a quiz went: each answer with its reason, right or wrong.
import type { ModuleView, QuizResult } from "../../contract";

export interface ResultProps {
  readonly shown: ModuleView;
  readonly result: QuizResult;
  readonly again: () => void;
  readonly back: () => void;
}

export function Result({ shown, result, again, back }: ResultProps) {
  return (
    <>
      <div role="status">
        <p>
          <strong>{result.passed ? "You have passed." : "Not passed yet."}</strong> {result.right} of {result.asked} answers
          were right.
        </p>
        {result.earned.length === 0 ? null : <p>You now hold: {result.earned.join(", ")}.</p>}
      </div>
      {result.passed ? null : (
        <p>That is no shame: some answers matter so much that they must be right. Read the reasons, and try again.</p>
      )}
      <ol>
        {result.marks.map((mark, index) => (
          <li key={index}>
            <p>{shown.questions[index]?.text}</p>
            <p>
              <strong>{mark.right ? "Right:" : "Not yet. The better answer:"}</strong>{" "}
              {shown.questions[index]?.choices[mark.choice]}
            </p>
            <p class="quiet">{mark.why}</p>
          </li>
        ))}
      </ol>
      <p class="row">
        {result.passed ? null : (
          <button type="button" class="primary" onClick={again}>
            Try again
          </button>
        )}
        <button type="button" onClick={back}>
          Back to the modules
        </button>
      </p>
    </>
  );
}

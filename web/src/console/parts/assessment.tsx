// Asking about risk in order: a sentence for each question, what was answered, and what that calls for.
import { useState } from "preact/hooks";
import type { AssessmentCard } from "../../contract";
import type { Question, Service } from "../service";
import { known, OPTIONS, type Answers, type Asked } from "./assessment_words";
import { Field } from "./field";
import { levelName } from "./level";
import { Radios } from "./radios";

export interface AssessmentProps {
  readonly service: Service;
  readonly card: AssessmentCard | null;
  /** All answers each time. Resolves to whether they are kept. */
  readonly save: (answers: Answers) => Promise<boolean>;
  /** A sentence to say as it stands or to change. */
  readonly use: (sentence: string) => void;
}

export function Assessment({ service, card, save, use }: AssessmentProps) {
  const [answers, setAnswers] = useState(() => known(card));
  const [lost, setLost] = useState(false);
  const put = async (part: Partial<Answers>) => {
    const all = { ...answers, ...part };
    setAnswers(all);
    setLost(!(await save(all)));
  };
  return (
    <>
      <p class="quiet small">Ask in your own calm words. Each answer is kept at once, and moderators see it.</p>
      <ol class="assessment">
        {service.questions.map((question) => (
          <li key={question.about}>
            <Sentence question={question} use={use} />
            {question.about === "protects" ? (
              <Protects value={answers.protects} put={(protects) => void put({ protects })} />
            ) : (
              <Answer about={question.about} title={question.title} answers={answers} put={(part) => void put(part)} />
            )}
          </li>
        ))}
      </ol>
      <p role="status" class={lost ? "wrong" : ""}>
        {lost ? "The last answer is not kept yet. Please choose it again." : callsFor(card)}
      </p>
    </>
  );
}

interface SentenceProps {
  readonly question: Question;
  readonly use: (sentence: string) => void;
}

function Sentence({ question, use }: SentenceProps) {
  return (
    <p class="sentence">
      <q>{question.say}</q>{" "}
      <button type="button" class="plain" aria-label={`Put into my message: ${question.title}`} onClick={() => use(question.say)}>
        Put into my message
      </button>
    </p>
  );
}

interface AnswerProps {
  readonly about: Asked;
  readonly title: string;
  readonly answers: Answers;
  readonly put: (part: Partial<Answers>) => void;
}

function Answer({ about, title, answers, put }: AnswerProps) {
  if (about === "time") {
    return <Radios legend={title} options={OPTIONS.time} value={answers.time} change={(time) => put({ time })} />;
  }
  return <Radios legend={title} options={OPTIONS.told} value={answers[about]} change={(told) => put({ [about]: told })} />;
}

interface ProtectsProps {
  readonly value: string;
  readonly put: (words: string) => void;
}

/** Kept when one leaves the box: not at every letter. */
function Protects({ value, put }: ProtectsProps) {
  const [words, setWords] = useState(value);
  const label = "What they said keeps them going";
  return <Field label={label} value={words} change={setWords} leave={put} lines={2} limit={1000} />;
}

function callsFor(card: AssessmentCard | null): string {
  if (card === null) return "";
  if (card.level === 0) return "Kept. So far the answers call for no higher level.";
  return `Kept. The answers call for ${levelName(card.level)}. Moderators see it.`;
}

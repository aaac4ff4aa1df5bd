// The second person's yes or no, with a word: the same fields wherever it is answered.
import { useState } from "preact/hooks";
import type { SecondLookCard } from "../../contract";
import { ask } from "../api";
import type { Trouble } from "../trouble";
import { Field } from "./field";
import { Radios } from "./radios";

type Answer = "yes" | "no";

export interface Answering {
  readonly fields: ReturnType<typeof Fields>;
  readonly trouble: Trouble | null;
  /** Resolves to whether it was taken. */
  readonly run: () => Promise<boolean>;
}

export function useSecondAnswer(look: SecondLookCard): Answering {
  const [said, say] = useState<Answer | null>(null);
  const [words, setWords] = useState("");
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    setTried(true);
    if (said === null || words.trim() === "") return false;
    const told = await ask("/api/second-looks/answer", { look: look.id, approve: said === "yes", words });
    setTrouble(told.ok ? null : told);
    return told.ok;
  };
  return { fields: <Fields {...{ look, said, say, words, setWords, tried }} />, trouble, run };
}

interface FieldsProps {
  readonly look: SecondLookCard;
  readonly said: Answer | null;
  readonly say: (said: Answer) => void;
  readonly words: string;
  readonly setWords: (words: string) => void;
  readonly tried: boolean;
}

function optionsOf({ matter, acted_at }: SecondLookCard): readonly (readonly [Answer, string])[] {
  if (matter === "legal_hold") return [["yes", "Yes: it is kept until that day"], ["no", "No: it goes when its time is over"]];
  if (acted_at === null) return [["yes", "Yes: it is done at once"], ["no", "No: it is not done"]];
  return [["yes", "Yes: it was right"], ["no", "No: it was not right. What is done stays done; your no is kept"]];
}

function Fields({ look, said, say, words, setWords, tried }: FieldsProps) {
  const options = optionsOf(look);
  const missing = said === null ? "Please say yes or no, and write one sentence." : "Please write one sentence.";
  return (
    <>
      <Radios legend="Your answer, with your name" options={options} value={said} change={say} />
      <Field
        label="Why"
        hint="One sentence. It stays in the record."
        value={words}
        change={setWords}
        lines={2}
        limit={1000}
        wrong={tried && (said === null || words.trim() === "") ? missing : null}
      />
    </>
  );
}

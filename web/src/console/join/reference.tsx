// A referee's answers about somebody who has named them. Once, and without an account.
import { useEffect, useState } from "preact/hooks";
import type { Recommends, ReferenceAsked } from "../../contract";
import { ask } from "../api";
import { Field } from "../parts/field";
import { Radios } from "../parts/radios";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const WOULD = [
  ["yes", "Yes"],
  ["unsure", "I am not sure"],
  ["no", "No"],
] as const;

export function Reference({ token }: { readonly token: string }) {
  const [asked, setAsked] = useState<ReferenceAsked | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    void ask("/api/join/reference", { token }).then((told) => (told.ok ? setAsked(told.body) : setTrouble(told)));
  }, [token]);
  return (
    <section class="sheet" aria-labelledby="reference">
      <h2 id="reference">A reference{asked === null ? "" : ` for ${asked.name}`}</h2>
      {trouble === null ? null : trouble.code === "not_found" ? (
        <p class="trouble">This link has been used, or its time is over. Ask who sent it to you for a new one.</p>
      ) : (
        <TroubleNote trouble={trouble} />
      )}
      {done ? <p role="status">Thank you. That is all we need; only those who decide read it.</p> : null}
      {asked === null || done ? null : <Form token={token} asked={asked} done={() => setDone(true)} />}
    </section>
  );
}

interface FormProps {
  readonly token: string;
  readonly asked: ReferenceAsked;
  readonly done: () => void;
}

function Form({ token, asked, done }: FormProps) {
  const [answers, setAnswers] = useState<readonly string[]>(asked.questions.map(() => ""));
  const [recommends, setRecommends] = useState<Recommends | null>(null);
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const missing = recommends === null || answers.some((words) => words.trim() === "");
  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (recommends === null || missing) return;
    const told = await ask("/api/join/reference/give", { token, answers, recommends });
    setTrouble(told.ok ? null : told);
    if (told.ok) done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>
        {asked.name} would like to be a peer here: somebody who listens to people who are not well, by chat. They have named
        you. What you write is sealed, and they do not read it.
      </p>
      {asked.questions.map((question, index) => (
        <Field
          key={question.label}
          label={question.label}
          {...(question.hint === "" ? {} : { hint: question.hint })}
          value={answers[index] ?? ""}
          change={(words) => setAnswers(answers.map((one, at) => (at === index ? words : one)))}
          lines={4}
          limit={2000}
        />
      ))}
      <Radios legend="Would you trust them with somebody who is not well?" options={WOULD} value={recommends} change={setRecommends} />
      <p role="alert">{tried && missing ? "Some answers are still missing." : ""}</p>
      <TroubleNote trouble={trouble} />
      <button class="primary">Send</button>
    </form>
  );
}

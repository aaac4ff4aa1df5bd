// The form of an application. Its link is shown once: by it the applicant hears what becomes of it.
import { useState } from "preact/hooks";
import type { JoiningView, OwnLink } from "../../contract";
import { ask } from "../api";
import { Field } from "../parts/field";
import { SecretLink } from "../parts/secret_link";
import { TroubleNote } from "../parts/trouble_note";
import { day } from "../../shared/times";
import type { Trouble } from "../trouble";

const FULL = "So many people have applied that the team cannot read more now. Nothing of this was kept: please come back in a week";

interface Named {
  readonly name: string;
  readonly reach: string;
}

export function Apply({ shown }: { readonly shown: JoiningView }) {
  const [made, setMade] = useState<OwnLink | null>(null);
  if (made !== null) return <Applied made={made} />;
  return (
    <section class="sheet" aria-labelledby="apply">
      <h2 id="apply">Become a peer</h2>
      {shown.intro.map((words) => (
        <p key={words}>{words}</p>
      ))}
      <p class="quiet small">
        What you write is kept sealed, only administrators read it, and it is deleted after {shown.keep_days} days at the
        latest. You may take it back at any time.
      </p>
      <Form shown={shown} done={setMade} />
    </section>
  );
}

function Form({ shown, done }: { readonly shown: JoiningView; readonly done: (made: OwnLink) => void }) {
  const [me, setMe] = useState<Named>({ name: "", reach: "" });
  const [answers, setAnswers] = useState<readonly string[]>(shown.questions.map(() => ""));
  const [referees, setReferees] = useState<readonly Named[]>(Array.from({ length: shown.references }, () => ({ name: "", reach: "" })));
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const missing = [me, ...referees].some((one) => one.name.trim().length < 2 || one.reach.trim().length < 3) || answers.some(blank);
  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (missing) return;
    const told = await ask("/api/join/apply", { ...me, answers, referees });
    setTrouble(told.ok ? null : told.code === "full" ? { ...told, why: FULL } : told);
    if (told.ok) done(told.body);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Person one={me} change={setMe} tried={tried} label="Your name" reach="How can we reach you?" />
      {shown.questions.map((question, index) => (
        <Field
          key={question.label}
          label={question.label}
          {...(question.hint === "" ? {} : { hint: question.hint })}
          value={answers[index] ?? ""}
          change={(words) => setAnswers(replaced(answers, index, words))}
          wrong={tried && blank(answers[index] ?? "") ? "Please write something here." : null}
          lines={4}
          limit={2000}
        />
      ))}
      <Referees referees={referees} change={setReferees} tried={tried} />
      <p role="alert">{tried && missing ? "Some answers are still missing." : ""}</p>
      <TroubleNote trouble={trouble} />
      <button class="primary">Send my application</button>
    </form>
  );
}

interface RefereesProps {
  readonly referees: readonly Named[];
  readonly change: (referees: readonly Named[]) => void;
  readonly tried: boolean;
}

function Referees({ referees, change, tried }: RefereesProps) {
  return (
    <>
      {referees.map((one, index) => (
        <fieldset key={index}>
          <legend>
            Somebody who knows you ({index + 1} of {referees.length})
          </legend>
          <Person
            one={one}
            change={(value) => change(replaced(referees, index, value))}
            tried={tried}
            label="Their name"
            reach="How can we reach them? Please ask them first."
          />
        </fieldset>
      ))}
    </>
  );
}

interface PersonProps {
  readonly one: Named;
  readonly change: (one: Named) => void;
  readonly tried: boolean;
  readonly label: string;
  readonly reach: string;
}

function Person({ one, change, tried, label, reach }: PersonProps) {
  const wrong = (value: string, least: number) => (tried && value.trim().length < least ? "Please write something here." : null);
  return (
    <>
      <Field label={label} value={one.name} change={(name) => change({ ...one, name })} wrong={wrong(one.name, 2)} limit={100} />
      <Field
        label={reach}
        hint="An address or a number."
        value={one.reach}
        change={(value) => change({ ...one, reach: value })}
        wrong={wrong(one.reach, 3)}
        limit={200}
      />
    </>
  );
}

function Applied({ made }: { readonly made: OwnLink }) {
  return (
    <section class="sheet" role="status">
      <h2>Thank you. Your application is here.</h2>
      <SecretLink link={made.link} label="Link to your application">
        <strong>Keep this link.</strong> It is shown only now, and it is the only way to see how it goes on, to accept an
        invitation, or to take your application back. It works until {day(made.expires_at)}.
      </SecretLink>
    </section>
  );
}

function blank(words: string): boolean {
  return words.trim() === "";
}

function replaced<T>(all: readonly T[], index: number, value: T): readonly T[] {
  return all.map((one, at) => (at === index ? value : one));
}

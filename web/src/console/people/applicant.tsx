// One application: what was written, the references, the check, and the decision.
import { useEffect, useRef, useState } from "preact/hooks";
import type { ApplicationRecord, OwnLink, ReferenceCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { day } from "../../shared/times";
import { ask } from "../api";
import { useAsked } from "../care/use_asked";
import { Act } from "../parts/act";
import { SecretLink } from "../parts/secret_link";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Decide } from "./decide";

export interface ApplicantProps {
  readonly id: string;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

export function Applicant({ id, changed, close }: ApplicantProps) {
  const { body, trouble, act, again } = useAsked("/api/applications/read", { id });
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [body === null]);
  const renew = async () => {
    await again();
    await changed();
  };
  const noteCheck = async () => {
    if (await act("/api/papers/note", { whose: id, kind: "check" })) await changed();
  };
  return (
    <article class="applicant">
      <TroubleNote trouble={trouble} />
      {body === null ? null : (
        <>
          <h3 ref={title} tabIndex={-1}>
            {body.card.name}
          </h3>
          <p>To be reached: {body.reach}</p>
          <Answers questions={body.questions} answers={body.answers} />
          <References body={body} id={id} />
          <Check body={body} note={noteCheck} />
          <Decide record={body} changed={renew} />
        </>
      )}
      <p>
        <button type="button" onClick={close}>
          Close
        </button>
      </p>
    </article>
  );
}

interface AnswersProps {
  readonly questions: readonly string[];
  readonly answers: readonly string[];
}

function Answers({ questions, answers }: AnswersProps) {
  return (
    <dl>
      {questions.map((question, index) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd class="said">{answers[index]}</dd>
        </div>
      ))}
    </dl>
  );
}

const WOULD = { yes: "would trust them", unsure: "is not sure", no: "would not trust them" } as const;

function References({ body, id }: { readonly body: ApplicationRecord; readonly id: string }) {
  if (body.references.length === 0) return null;
  return (
    <>
      <h4>References</h4>
      <ul class="plain-list">
        {body.references.map((one, number) => (
          <li key={number}>
            <Reference one={one} questions={body.reference_questions} ask={() => ask("/api/applications/reference", { id, number })} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ReferenceProps {
  readonly one: ReferenceCard;
  readonly questions: readonly string[];
  readonly ask: () => ReturnType<typeof ask<"/api/applications/reference">>;
}

function Reference({ one, questions, ask: makeLink }: ReferenceProps) {
  const [made, setMade] = useState<OwnLink | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const make = async () => {
    const told = await makeLink();
    setTrouble(told.ok ? null : told);
    if (told.ok) setMade(told.body);
  };
  if (one.given_at !== null)
    return (
      <>
        <p>
          <strong>{one.name}</strong> {one.recommends === null ? "" : inPlain(WOULD, one.recommends)} ({day(one.given_at)})
        </p>
        <Answers questions={questions} answers={one.answers} />
      </>
    );
  return (
    <>
      <p class="row">
        <span class="grow">
          <strong>{one.name}</strong>, {one.reach}: {asked(one)}
        </span>
        <Act run={make} label={`Make a link for ${one.name}`}>
          {one.until === null ? "Make a link" : "Make a new link"}
        </Act>
      </p>
      <TroubleNote trouble={trouble} />
      <div role="status">
        {made === null ? null : (
          <SecretLink link={made.link} label={`Link for ${one.name}`}>
            Shown only now. Send it to {one.name}; it works until {day(made.expires_at)}, and they need no account.
          </SecretLink>
        )}
      </div>
    </>
  );
}

function asked(one: ReferenceCard): string {
  if (one.until === null) return "not asked yet";
  return Date.parse(one.until) < Date.now() ? `no answer by ${day(one.until)}` : `asked, the link works until ${day(one.until)}`;
}

function Check({ body, note }: { readonly body: ApplicationRecord; readonly note: () => Promise<void> }) {
  const paper = body.papers.find((one) => one.kind === "check");
  return (
    <>
      <h4>Background check</h4>
      <p class="row">
        <span class="grow">
          {paper ? `Looked at by ${paper.by} on ${day(paper.at)}, to be looked at again by ${day(paper.expires_at)}.` : "Not noted yet."}{" "}
          No document is kept here: note only that you have seen it.
        </span>
        <Act run={note}>I have seen it today</Act>
      </p>
    </>
  );
}

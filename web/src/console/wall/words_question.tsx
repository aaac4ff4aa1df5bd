// The steps of a referral that take some words: a reference of the other side, or why it failed.
import { useState } from "preact/hooks";
import type { ReferralCard } from "../../contract";
import { Field } from "../parts/field";
import { PassOn } from "../parts/pass_on";
import { Question } from "../parts/question";
import type { WallSession } from "./session";

export type Step = "hand_over" | "confirm" | "fail";

interface Wording {
  readonly title: string;
  readonly label: string;
  readonly button: string;
}

const WORDING: Readonly<Record<Step, Wording>> = {
  hand_over: {
    title: "Has the other service taken them over?",
    label: "Their reference, if they gave one",
    button: "Handed over",
  },
  confirm: {
    title: "Has the other service confirmed contact?",
    label: "Their reference, or how you know",
    button: "Contact confirmed",
  },
  fail: {
    title: "The hand-over did not work",
    label: "What happened",
    button: "Note it",
  },
};

const MISSING: Readonly<Record<Step, string | null>> = {
  hand_over: null,
  confirm: "Please write their reference, or who told you.",
  fail: "Please write what happened.",
};

export interface WordsQuestionProps {
  readonly what: Step;
  readonly referral: ReferralCard;
  readonly session: WallSession;
  readonly close: () => void;
}

export function WordsQuestion({ what, referral, session, close }: WordsQuestionProps) {
  const [words, setWords] = useState(what === "fail" ? "" : (referral.reference ?? ""));
  const [tried, setTried] = useState(false);
  const missing = what !== "hand_over" && words.trim() === "";
  const { title, label, button } = WORDING[what];
  const send = async () => {
    setTried(true);
    return !missing && taken(session, what, referral.id, words);
  };
  return (
    <Question title={title} yes={button} run={send} trouble={session.wall.value.trouble} close={close}>
      <p>{referral.resource.name}</p>
      {what === "hand_over" ? <PassOn referral={referral} /> : null}
      <Field
        label={label}
        value={words}
        change={setWords}
        lines={what === "fail" ? 3 : 1}
        limit={1000}
        wrong={tried && missing ? MISSING[what] : null}
      />
    </Question>
  );
}

function taken(session: WallSession, what: Step, referral: string, words: string): Promise<boolean> {
  switch (what) {
    case "hand_over":
      return session.act("hand_over", { referral, reference: words });
    case "confirm":
      return session.act("confirm_referral", { referral, reference: words });
    case "fail":
      return session.act("fail_referral", { referral, reason: words });
  }
}

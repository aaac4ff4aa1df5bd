// Going ahead without the visitor's yes: a reason of the service's, own words, and what is passed on.
import { useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { now } from "../clock";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import { Policy } from "../parts/second_look";
import type { Service } from "../service";
import { ownQuestion, waitInWords, whens, type When } from "./second";
import type { WallSession } from "./session";
import { WhoHelps, type Chosen } from "./who_helps";

export interface WithoutProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly service: Service;
  readonly close: () => void;
}

const SHORTEST = 10; // characters, as the server wants them
const TOLD = "They are told at once, in plain words.";
const YES: Readonly<Record<When, string>> = { now: "Go ahead without their yes", first: "Ask a second person" };
const WHEN: Readonly<Record<When, string>> = {
  now: "Now. A second person looks at it afterwards",
  first: "Not before a second person has said yes",
};
const UNTOLD = "They are not told by this page.";

/** With a question of one's own, its words are gone on with. */
const BLANK = { words: "", summary: "" };

export function Without({ card, session, service, close }: WithoutProps) {
  const rules = service.without_consent;
  const own = ownQuestion(card);
  const begun = own ?? BLANK;
  const [chosen, setChosen] = useState<Chosen>({ id: "emergency", name: "" });
  const [reason, setReason] = useState(rules.reasons[0]?.id ?? "");
  const [words, setWords] = useState(begun.words);
  const [summary, setSummary] = useState(begun.summary);
  const [wanted, setWanted] = useState<When | null>(null);
  const [tried, setTried] = useState(false);
  const { trouble, duty, health } = session.wall.value;
  const may = whens(card, { duty, health }, rules, now.value);
  const when = may.find((one) => one === wanted) ?? may[0] ?? null;
  const short = words.trim().length < SHORTEST;
  const run = async () => {
    setTried(true);
    if (short || chosen === null || when === null) return false;
    const more = { resource: chosen.id, reason, words, summary, ask_first: when === "first" };
    return session.act("act_without_consent", { conversation: card.id, ...more });
  };
  const yes = chosen === null || when === null ? null : YES[when];
  return (
    <Question title={`Get help for ${card.pseudonym} without their yes`} grave {...{ yes, run, trouble, close }}>
      <p>
        Only where a life is in danger, and after you have asked them, if you can. It is written down with your name.{" "}
        {toldInWords(rules.tell_visitor)}
      </p>
      <Policy policy={rules.second.policy} />
      {own === null ? null : <p role="status">{waitInWords(own, now.value)}</p>}
      <Whens may={may} when={when} change={setWanted} />
      <Radios legend="Why" options={rules.reasons.map(({ id, label }) => [id, label] as const)} value={reason} change={setReason} />
      <WhoHelps card={card} session={session} service={service} chosen={chosen} choose={setChosen} />
      <WhyField wanting={tried && short} value={words} change={setWords} />
      <PassOnField told={rules.tell_visitor} value={summary} change={setSummary} />
    </Question>
  );
}

function toldInWords(told: boolean): string {
  return told ? TOLD : UNTOLD;
}

interface WhensProps {
  readonly may: readonly When[];
  readonly when: When | null;
  readonly change: (when: When) => void;
}

function Whens({ may, when, change }: WhensProps) {
  if (may.length === 0) return null;
  return <Radios legend="When" options={may.map((one) => [one, WHEN[one]] as const)} value={when} change={change} />;
}

interface WhyFieldProps {
  /** They have tried to go on without a sentence. */
  readonly wanting: boolean;
  readonly value: string;
  readonly change: (value: string) => void;
}

function WhyField({ wanting, value, change }: WhyFieldProps) {
  const wrong = wanting ? "Please write what makes you do it, in a sentence." : null;
  return <Field label="What makes you do it (for the record)" lines={2} limit={1000} {...{ wrong, value, change }} />;
}

interface PassOnFieldProps {
  readonly told: boolean;
  readonly value: string;
  readonly change: (value: string) => void;
}

function PassOnField({ told, value, change }: PassOnFieldProps) {
  const seen = told ? " The visitor sees it." : "";
  const hint = `Only what is needed to help.${seen}`;
  return <Field label="What you pass on" lines={3} limit={1000} {...{ hint, value, change }} />;
}

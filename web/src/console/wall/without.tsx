// Going ahead without the visitor's yes: a reason of the service's, own words, and what is passed on.
import { useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { Service } from "../service";
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
const UNTOLD = "They are not told by this page.";

export function Without({ card, session, service, close }: WithoutProps) {
  const rules = service.without_consent;
  const [chosen, setChosen] = useState<Chosen>({ id: "emergency", name: "" });
  const [reason, setReason] = useState(rules.reasons[0]?.id ?? "");
  const [words, setWords] = useState("");
  const [summary, setSummary] = useState("");
  const [tried, setTried] = useState(false);
  const short = words.trim().length < SHORTEST;
  const run = async () => {
    setTried(true);
    if (short || chosen === null) return false;
    return session.act("act_without_consent", { conversation: card.id, resource: chosen.id, reason, words, summary });
  };
  const yes = chosen === null ? null : "Go ahead without their yes";
  const { trouble } = session.wall.value;
  return (
    <Question title={`Get help for ${card.pseudonym} without their yes`} grave {...{ yes, run, trouble, close }}>
      <p>
        Only where a life is in danger, and after you have asked them, if you can. It is written down with your name.{" "}
        {rules.tell_visitor ? TOLD : UNTOLD}
      </p>
      <Radios legend="Why" options={rules.reasons.map(({ id, label }) => [id, label] as const)} value={reason} change={setReason} />
      <WhoHelps card={card} session={session} service={service} chosen={chosen} choose={setChosen} />
      <Field
        label="What makes you do it (for the record)"
        value={words}
        change={setWords}
        lines={2}
        limit={1000}
        wrong={tried && short ? "Please write what makes you do it, in a sentence." : null}
      />
      <PassOnField told={rules.tell_visitor} value={summary} change={setSummary} />
    </Question>
  );
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

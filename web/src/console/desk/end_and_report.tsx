// The peer ends what hurts them and says so, in one act. Where somebody may be in danger it goes on without them.
import { useState } from "preact/hooks";
import type { DeskConversation, Hurt } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { DeskSession } from "./session";

const KINDS: readonly (readonly [Hurt, string])[] = [
  ["insults", "Insults"],
  ["sexual", "Sexual words, or asking for them"],
  ["threats", "Threats"],
  ["other", "Something else that hurts"],
];

export interface EndAndReportProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly close: () => void;
}

export function EndAndReport({ conversation, session, close }: EndAndReportProps) {
  const [kind, choose] = useState<Hurt | null>(null);
  const [words, write] = useState("");
  const { id, pseudonym, report_ends: ends } = conversation;
  const yes = ends ? "End and report" : "Step out and report";
  return (
    <Question
      title={ends ? `End this and report ${pseudonym}?` : `Step out and report ${pseudonym}?`}
      yes={kind === null ? null : yes}
      grave
      run={async () => kind !== null && session.act("end_and_report", { conversation: id, kind, words })}
      trouble={session.desk.value.trouble}
      close={close}
    >
      <p>You need not bear this. It has no consequence for you, and moderators are told. You two are not brought together again.</p>
      <p>
        {ends
          ? `${pseudonym} reads in plain, kind words why it ended, with the help lines.`
          : `Somebody must still be with ${pseudonym}: you are out of it at once, a moderator is called to take over, and ${pseudonym} is told kindly.`}
      </p>
      <Radios legend="What was it?" options={KINDS} value={kind} change={choose} />
      <Field
        label="In your words, if you like"
        hint="Moderators read it. It is kept with the conversation and deleted with it."
        value={words}
        change={write}
        lines={2}
        limit={1000}
      />
    </Question>
  );
}

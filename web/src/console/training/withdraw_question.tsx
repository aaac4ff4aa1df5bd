// Withdrawing a certificate: what follows, and a reason that its holder reads.
import { useState } from "preact/hooks";
import type { Holder } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import type { Trouble } from "../trouble";

export interface WithdrawQuestionProps {
  readonly holder: Holder;
  readonly trouble: Trouble | null;
  readonly run: (reason: string) => Promise<boolean>;
  readonly close: () => void;
}

export function WithdrawQuestion({ holder, trouble, run, close }: WithdrawQuestionProps) {
  const [reason, setReason] = useState("");
  return (
    <Question
      grave
      title={`Withdraw “${holder.certificate}” of ${holder.name}?`}
      yes={reason.trim().length < 3 ? null : "Withdraw it"}
      run={() => run(reason.trim())}
      {...{ trouble, close }}
    >
      <p>
        From that moment nobody new is brought to {holder.name} with it, and an offer that is open goes back. Conversations
        that they are in go on: call a moderator if one must not. You can give it back here.
      </p>
      <Field
        label="Your reason"
        hint={`${holder.name} reads it. Talk to them as well.`}
        value={reason}
        change={setReason}
        lines={3}
        limit={500}
      />
    </Question>
  );
}

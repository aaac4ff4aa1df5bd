// Asking for a way back for a member of staff: how one knows that it is them.
import { useState } from "preact/hooks";
import { ask } from "../api";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import type { MemberQuestionProps } from "../people/member_questions";
import type { Trouble } from "../trouble";

const LEAST = 10; // characters, as the server asks for

export function AskWayBack({ member, changed, close }: MemberQuestionProps) {
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const told = await ask("/api/way-back/ask", { staff: member.id, reason });
    setTrouble(told.ok ? null : told);
    if (told.ok) await changed();
    return told.ok;
  };
  const yes = reason.trim().length < LEAST ? null : "Ask a second person";
  return (
    <Question title={`A way back for ${member.name}?`} {...{ yes, run, trouble, close }}>
      <p>
        For somebody who has lost password and second step. Another moderator or administrator has to make sure as well;
        then there is a link that works once. With it their old password, second step and sessions are gone.
      </p>
      <Field
        label="How do you know that it is them?"
        hint="You have seen them, or heard their voice. A mail or a message is not enough."
        value={reason}
        change={setReason}
        lines={2}
        limit={500}
      />
    </Question>
  );
}

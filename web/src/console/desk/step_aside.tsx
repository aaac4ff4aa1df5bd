// Stepping aside from a conversation that has become too grave. It needs no reason and has no consequence.
import type { DeskConversation } from "../../contract";
import { Question } from "../parts/question";
import type { DeskSession } from "./session";

export interface StepAsideProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly close: () => void;
}

export function StepAside({ conversation, session, close }: StepAsideProps) {
  const lead = conversation.company.find((one) => one.role === "moderator" && one.standing === "speaker");
  return (
    <Question
      title="Step aside from this conversation?"
      yes="Step aside"
      run={() => session.act("step_aside", { conversation: conversation.id })}
      trouble={session.desk.value.trouble}
      close={close}
    >
      <p>Nobody will hold it against you, and nobody asks why. You wrap up, and you can talk to a moderator afterwards.</p>
      <p>
        {lead === undefined
          ? `${conversation.pseudonym} is told in kind words, and comes first in line. Moderators are called to them.`
          : `${lead.name} stays with ${conversation.pseudonym}, who is told in kind words.`}
      </p>
    </Question>
  );
}

// Ending is no plain press while somebody may be in danger: who they are, and what one can do instead.
import { useState } from "preact/hooks";
import type { DeskConversation, Farewell } from "../../contract";
import { Field } from "../parts/field";
import { Modal } from "../parts/modal";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import { referralInWords } from "../parts/referral_words";
import type { DeskSession } from "./session";

export interface UnsafeEndProps {
  readonly conversation: DeskConversation;
  readonly session: DeskSession;
  readonly handOver: () => void;
  readonly stepAside: () => void;
  readonly close: () => void;
}

const FAREWELLS: readonly (readonly [Farewell, string])[] = [
  ["leaving", "They say that they are leaving"],
  ["gone", "They are gone and do not answer"],
];

export function UnsafeEnd(props: UnsafeEndProps) {
  const { conversation, stepAside, close } = props;
  if (conversation.ends === "with_reason") return <AllTheSame {...props} />;
  return (
    <Modal title={`${conversation.pseudonym} may still be in danger`} close={close}>
      <Why conversation={conversation} />
      <p>
        From L3 on a peer does not end a conversation. The moderator who has claimed it does. {conversation.pseudonym} may leave
        at any time.
      </p>
      <p>You need not go on alone: hand over to a moderator, or step aside. Nobody will hold it against you.</p>
      <p class="row">
        <HandOver {...props} />
        <button type="button" onClick={stepAside}>
          Step aside
        </button>
        <button type="button" onClick={close}>
          Stay
        </button>
      </p>
    </Modal>
  );
}

function HandOver({ conversation, handOver }: UnsafeEndProps) {
  if (conversation.passed_on?.state === "asked") return <span role="status">Somebody is asked to take over. Please wait for them.</span>;
  return (
    <button type="button" class="primary" onClick={handOver}>
      Hand to a moderator
    </button>
  );
}

function AllTheSame(props: UnsafeEndProps) {
  const { conversation, session, close } = props;
  const [farewell, setFarewell] = useState<Farewell | null>(null);
  const [reason, setReason] = useState("");
  const written = farewell !== null && reason.trim() !== "";
  return (
    <Question
      title={`${conversation.pseudonym} may still need somebody`}
      yes={written ? "End it all the same" : null}
      grave
      run={() => session.act("end", { conversation: conversation.id, farewell, reason })}
      trouble={session.desk.value.trouble}
      close={close}
    >
      <Why conversation={conversation} />
      <p class="row">
        <HandOver {...props} />
      </p>
      <Radios legend="Or end it, because …" options={FAREWELLS} value={farewell} change={setFarewell} />
      <Field
        label="What they said, or what you saw (needed)"
        hint="Moderators read it. It is kept with the conversation and deleted with it."
        value={reason}
        change={setReason}
        lines={2}
        limit={1000}
      />
    </Question>
  );
}

/** What is still open. */
function Why({ conversation }: Pick<UnsafeEndProps, "conversation">) {
  const { level, flag, claimed_by, referral } = conversation;
  const open = [
    level < 3 ? "" : `The risk level is L${level}.`,
    flag === "raised" || flag === "overdue" ? "Moderators are called. Nobody has answered yet." : "",
    flag === "called" ? `${claimed_by ?? "A moderator"} has claimed it, and has not seen yet what is new.` : "",
    flag === "claimed" ? `${claimed_by ?? "A moderator"} has claimed it.` : "",
    referral === null ? "" : referralInWords(referral),
  ].filter((fact) => fact !== "");
  return (
    <ul>
      {open.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

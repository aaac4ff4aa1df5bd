// Putting the peer of a conversation on hold at once, and who goes on with its visitor.
import { useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { WallSession } from "./session";

const THEN = [
  ["take_over", "I go on with the visitor; they read that somebody else is there"],
  ["goes_on", "The conversation goes on with this peer"],
] as const;

export interface HoldQuestionProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly close: () => void;
}

export function HoldQuestion({ card, session, close }: HoldQuestionProps) {
  const [then, setThen] = useState<"take_over" | "goes_on" | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason.trim() === "";
  const send = async () => {
    setTried(true);
    if (missing || then === null) return false;
    return session.act("hold_peer", { conversation: card.id, reason, take_over: then === "take_over" });
  };
  const peer = card.company.find((one) => one.role === "peer")?.name ?? "the peer";
  const { trouble } = session.wall.value;
  return (
    <Question title={`Put ${peer} on hold?`} yes="Put on hold" grave run={send} trouble={trouble} close={close}>
      <p>
        Nobody new is brought to them from now on, also on their next shifts. They read that they are on hold. Their account stays.
        Another moderator or an administrator lifts it, not you.
      </p>
      <Radios legend="And this conversation?" options={THEN} value={then} change={setThen} />
      {tried && then === null ? <p class="wrong">Please say who goes on with the visitor.</p> : null}
      <Field
        label="Why"
        hint="One sentence. Those who decide on it read it."
        value={reason}
        change={setReason}
        lines={3}
        limit={1000}
        wrong={tried && missing ? "Please write one sentence." : null}
      />
    </Question>
  );
}

// Ending a conversation and keeping its visitor out for a while: why, for how long, and what they read.
import { useState } from "preact/hooks";
import { REPORT_LIMIT, type BlockReason, type WallConversation } from "../../contract";
import { inPlain } from "../../shared/known";
import { Choice, Field } from "../parts/field";
import { Question } from "../parts/question";
import { Radios } from "../parts/radios";
import type { WallSession } from "./session";

export const REASONS: Readonly<Record<BlockReason, string>> = {
  threats: "Threats",
  sexual: "Sexual words",
  insults: "Words that hurt the peer",
  misuse: "Used for something else",
};
const OPTIONS = (Object.keys(REASONS) as BlockReason[]).map((one) => [one, inPlain(REASONS, one)] as const);
const HOURS = [["1", "1 hour"], ["4", "4 hours"], ["12", "12 hours"], ["24", "24 hours"]] as const;

export interface BlockQuestionProps {
  readonly card: WallConversation;
  readonly session: WallSession;
  readonly close: () => void;
}

export function BlockQuestion({ card, session, close }: BlockQuestionProps) {
  const [reason, setReason] = useState<BlockReason | null>(null);
  const [hours, setHours] = useState("1");
  const [words, setWords] = useState("");
  const [tried, setTried] = useState(false);
  const send = async () => {
    setTried(true);
    if (reason === null) return false;
    return session.act("block", { conversation: card.id, hours: Number(hours), reason, words });
  };
  return (
    <Question
      title={`End it and block ${card.pseudonym}?`}
      yes="End and block"
      grave
      run={send}
      trouble={session.wall.value.trouble}
      close={close}
    >
      <p>
        They read why and until when, and keep the help lines. They may appeal, and another moderator decides. Where their words
        show danger the block ends by itself.
      </p>
      <p class="quiet small">
        Nobody here knows who they are: the block holds in their tab. Somebody who opens a new one comes in as somebody new.
      </p>
      <Radios legend="Why?" options={OPTIONS} value={reason} change={setReason} />
      {tried && reason === null ? <p class="wrong">Please say why: they read a sentence about it.</p> : null}
      <Choice label="For how long?" value={hours} options={HOURS} change={setHours} />
      <Field label="Words of your own for them, if you like" value={words} change={setWords} lines={2} limit={REPORT_LIMIT} />
    </Question>
  );
}

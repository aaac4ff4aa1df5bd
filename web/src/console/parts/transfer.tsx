// Asking another peer to go on with the visitor: who is free, why, and what they should know.
import { useEffect, useState } from "preact/hooks";
import type { AskTransfer, Free, FreePeer } from "../../contract";
import type { Answer } from "../../shared/link";
import { topicLabel, type Service } from "../service";
import type { Trouble } from "../trouble";
import { Choice, Field } from "./field";
import { Question } from "./question";

export interface TransferProps {
  readonly conversation: { readonly id: string; readonly pseudonym: string };
  readonly service: Service;
  readonly find: () => Promise<Answer<Free>>;
  readonly ask: (body: AskTransfer) => Promise<boolean>;
  readonly trouble: Trouble | null;
  readonly close: () => void;
}

export function Transfer({ conversation, service, find, ask, trouble, close }: TransferProps) {
  const free = useFree(find);
  const [peer, choose] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const chosen = peer ?? free?.[0]?.id ?? null;
  const run = async () => chosen !== null && ask({ conversation: conversation.id, peer: chosen, reason, note });
  const yes = chosen === null ? null : "Ask them";
  return (
    <Question title={`Hand ${conversation.pseudonym} to another peer`} {...{ yes, run, trouble, close }}>
      <p>The visitor is told first. Nothing changes until the other one says yes; they have 30 seconds.</p>
      {free === null ? <p role="status">One moment …</p> : <Peers {...{ free, chosen, choose, service }} />}
      {yes === null ? null : (
        <>
          <Field label="Why, for the one you ask" value={reason} change={setReason} limit={1000} />
          <Field
            label="What they should know"
            hint="They read it once they have said yes. The visitor does not see it."
            value={note}
            change={setNote}
            lines={3}
            limit={1000}
          />
        </>
      )}
    </Question>
  );
}

/** Null until it is known. */
function useFree(find: TransferProps["find"]): readonly FreePeer[] | null {
  const [free, setFree] = useState<readonly FreePeer[] | null>(null);
  useEffect(() => {
    void find().then((answer) => setFree(answer.ok ? answer.body.peers : []));
  }, []);
  return free;
}

interface PeersProps {
  readonly free: readonly FreePeer[];
  readonly chosen: string | null;
  readonly choose: (peer: string) => void;
  readonly service: Service;
}

function Peers({ free, chosen, choose, service }: PeersProps) {
  if (free.length === 0) return <p role="status">No other peer is free just now.</p>;
  const options = free.map(({ id, name, topics }): readonly [string, string] => {
    const knows = topics.map((topic) => topicLabel(service, topic)).join(", ");
    return [id, knows === "" ? name : `${name} (${knows})`];
  });
  return <Choice label="To whom" value={chosen ?? ""} options={options} change={choose} />;
}

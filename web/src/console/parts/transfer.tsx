// Asking somebody else to go on with the visitor: who is free, why, and what they should know.
import { useEffect, useState } from "preact/hooks";
import type { AskTransfer, Free, FreeColleague, Role } from "../../contract";
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
  /** Who of those who are free is named first. */
  readonly prefer?: Role;
}

export function Transfer({ conversation, service, find, ask, trouble, close, prefer }: TransferProps) {
  const free = useFree(find);
  const [picked, choose] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const chosen = free?.find((one) => keyOf(one) === picked) ?? free?.find((one) => one.role === prefer) ?? free?.[0];
  const run = async () =>
    chosen !== undefined &&
    ask({ conversation: conversation.id, whom: chosen.id, role: chosen.role, reason, note });
  const yes = chosen === undefined ? null : "Ask them";
  return (
    <Question title={`Hand ${conversation.pseudonym} to somebody else`} {...{ yes, run, trouble, close }}>
      <p>The visitor is told first. Nothing changes until the other one says yes; they have 30 seconds.</p>
      {free === null ? <p role="status">One moment …</p> : <Colleagues {...{ free, choose, service }} chosen={chosen ? keyOf(chosen) : ""} />}
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
function useFree(find: TransferProps["find"]): readonly FreeColleague[] | null {
  const [free, setFree] = useState<readonly FreeColleague[] | null>(null);
  useEffect(() => {
    void find().then((answer) => setFree(answer.ok ? answer.body.colleagues : []));
  }, []);
  return free;
}

interface ColleaguesProps {
  readonly free: readonly FreeColleague[];
  readonly chosen: string;
  readonly choose: (key: string) => void;
  readonly service: Service;
}

function Colleagues({ free, chosen, choose, service }: ColleaguesProps) {
  if (free.length === 0) return <p role="status">Nobody else is free just now.</p>;
  const options = free.map((one): readonly [string, string] => [keyOf(one), inWords(one, service)]);
  return <Choice label="To whom" value={chosen} options={options} change={choose} />;
}

/** Somebody may be both a peer and a moderator. */
function keyOf({ id, role }: FreeColleague): string {
  return `${role} ${id}`;
}

function inWords({ name, role, topics }: FreeColleague, service: Service): string {
  if (role === "moderator") return `${name} (moderator)`;
  const knows = topics.map((topic) => topicLabel(service, topic)).join(", ");
  return knows === "" ? name : `${name} (${knows})`;
}

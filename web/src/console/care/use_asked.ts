// What the server answers to one question, asked again after each act.
import { useEffect, useState } from "preact/hooks";
import type { Requests } from "../../contract";
import { ask } from "../api";
import type { Trouble } from "../trouble";

export interface Asked<P extends keyof Requests> {
  readonly body: ReturnType<Requests[P]> | null;
  readonly trouble: Trouble | null;
  readonly again: () => Promise<void>;
  readonly act: <A extends keyof Requests>(path: A, body: Parameters<Requests[A]>[0]) => Promise<boolean>;
}

export function useAsked<P extends keyof Requests>(path: P, question: Parameters<Requests[P]>[0]): Asked<P> {
  const [body, setBody] = useState<ReturnType<Requests[P]> | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = async () => {
    const answer = await ask(path, question);
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setBody(answer.body);
  };
  const act: Asked<P>["act"] = async (how, what) => {
    const answer = await ask(how, what);
    if (answer.ok) await read();
    else setTrouble(answer);
    return answer.ok;
  };
  useEffect(() => void read(), []);
  return { body, trouble, again: read, act };
}

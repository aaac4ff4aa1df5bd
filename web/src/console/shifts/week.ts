// The week in front, and what is asked of the server about it.
import { useEffect, useState } from "preact/hooks";
import type { Requests, Week } from "../../contract";
import { ask } from "../api";
import type { Trouble } from "../trouble";
import { readMine } from "./mine";

type Act = Exclude<Extract<keyof Requests, `/api/shifts/${string}`>, ReadOnly>;
type ReadOnly = "/api/shifts/week" | "/api/shifts/mine" | "/api/shifts/now";

export interface Weeks {
  readonly week: Week | null;
  readonly trouble: Trouble | null;
  show(day: string | null): Promise<void>;
  /** Do it, and show why if it did not work. Resolves to whether it did. */
  act<P extends Act>(path: P, body: Parameters<Requests[P]>[0]): Promise<boolean>;
  forget(): void;
}

export function useWeek(): Weeks {
  const [week, setWeek] = useState<Week | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const show = async (day: string | null) => {
    const answer = await ask("/api/shifts/week", { day });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setWeek(answer.body);
  };
  const act: Weeks["act"] = async (path, body) => {
    const answer = await ask(path, body);
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await Promise.all([show(week?.monday ?? null), readMine()]);
    return answer.ok;
  };
  useEffect(() => void show(null), []);
  return { week, trouble, show, act, forget: () => setTrouble(null) };
}

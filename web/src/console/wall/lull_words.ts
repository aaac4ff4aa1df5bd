// On the wall: who waits for an answer, and who writes nothing.
import type { LullCard } from "../../contract";
import { clock } from "../../shared/times";

export function lullInWords({ visitor_waits, since }: LullCard): string {
  const at = clock(since);
  return visitor_waits ? `has waited for an answer since ${at}` : `has written nothing since ${at}`;
}

// How long it may take, in words: as much as is known, and no more.
import type { Wait } from "../../contract";
import { WORDS } from "../words";

const HOUR = 60;

export function waitWords({ minutes, least, over }: Wait, long: string): string {
  if (minutes === null) return WORDS.no_guess;
  if (minutes >= HOUR) return long;
  if (over) return `${WORDS.longer} ${counted(minutes)}.`;
  if (least !== null) return `${WORDS.between} ${least} ${WORDS.to_minutes} ${counted(minutes)}.`;
  return `${WORDS.within} ${counted(minutes)}.`;
}

function counted(minutes: number): string {
  return `${minutes} ${minutes === 1 ? WORDS.minute : WORDS.minutes}`;
}

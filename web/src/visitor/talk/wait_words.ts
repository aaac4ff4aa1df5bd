// How long it may take, in words: as much as is known, and no more.
import type { Wait } from "../../contract";
import { counted, pageLanguage } from "../sentence";
import type { Queue } from "../texts";

const HOUR = 60;
type Forms = Pick<Queue, "no_guess" | "longer" | "between" | "within">;

export function waitWords(wait: Wait, words: Forms, long: string, language = pageLanguage()): string {
  const { minutes, least, over } = wait;
  if (minutes === null) return words.no_guess;
  if (minutes >= HOUR) return long;
  if (over) return counted(words.longer, minutes, {}, language);
  if (least !== null) return counted(words.between, minutes, { least }, language);
  return counted(words.within, minutes, {}, language);
}

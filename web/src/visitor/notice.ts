// A line of the service in words. `{name}` is whom it is about.
import type { Line } from "../contract";
import { wordsFor } from "../shared/known";
import { filled } from "./sentence";
import { WORDS } from "./words";

export function noticeWords(line: Line): string {
  if (line.notice === null) return "";
  return filled(wordsFor(WORDS.notices, line.notice, WORDS.chat.trouble.newer), { name: line.name === "" ? WORDS.chat.log.someone : line.name });
}

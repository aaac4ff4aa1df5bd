// A line of the service in words. `{name}` is whom it is about.
import type { Line } from "../contract";
import { filled } from "./sentence";
import { WORDS } from "./words";

export function noticeWords(line: Line): string {
  if (line.notice === null) return "";
  return filled(WORDS.notices[line.notice], { name: line.name === "" ? WORDS.chat.log.someone : line.name });
}

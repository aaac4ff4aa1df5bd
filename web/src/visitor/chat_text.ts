// The chat as plain words, for a file on this device.
import type { Lines } from "./lines";
import { noticeWords } from "./notice";
import { clock } from "./times";
import { WORDS } from "./words";

export function chatAsText(lines: Lines): string {
  const told = lines.map((line) => {
    if (line.notice) return noticeWords(line);
    if (line.text === "") return "";
    const who = line.mine ? WORDS.chat.log.you : line.name === "" ? WORDS.chat.log.someone : line.name;
    return `${clock(line.at)} ${who}: ${line.text}`;
  });
  return told.filter((one) => one !== "").join("\n") + "\n";
}

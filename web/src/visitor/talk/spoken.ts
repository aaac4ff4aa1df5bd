// What a screen reader is told of a conversation: the newest line of somebody else, once.
import type { Line } from "../../contract";
import type { BeforeProps } from "../before";
import { noticeWords } from "../notice";
import { WORDS } from "../words";

export function spoken({ state }: Pick<BeforeProps, "state">): string {
  const last = state.lines[state.lines.length - 1];
  if (!last || last.mine) return "";
  if (last.notice) return noticeWords(last);
  return last.text === "" ? unreadable(last) : `${last.name}: ${last.careful ? WORDS.chat.room.folded : last.text}`;
}

function unreadable({ withheld, hushed, unsaid }: Line): string {
  if (hushed) return "";
  if (unsaid) return WORDS.notices.unsaid;
  return withheld ? WORDS.chat.log.taken_away : WORDS.chat.log.deleted;
}

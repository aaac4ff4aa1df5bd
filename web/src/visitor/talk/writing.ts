// Who is writing, in words.
import { filled } from "../sentence";
import { WORDS } from "../words";

export function writingWords(name: string | null): string {
  return name === null ? "" : filled(WORDS.chat.writing.typing, { name });
}

// A line of the service in words. `{name}` is whom it is about.
import type { Line } from "../contract";
import type { PageData } from "./data";
import type { State } from "./state";
import { WORDS } from "./words";

export function noticeWords(data: PageData, state: Pick<State, "roomWords">, line: Line): string {
  if (line.notice === null) return "";
  const words = data.words.notices[line.notice] ?? state.roomWords?.notices[line.notice] ?? "";
  return words.replace("{name}", line.name === "" ? WORDS.someone : line.name);
}

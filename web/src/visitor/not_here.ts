// Said on the first page, above its numbers, where the chat does not come.
import type { NotHere } from "./data";
import { OutOfDate } from "./words";

/** Once: it is an alert, and tries that fail again by themselves are no news. */
export function sayNotHere(words: NotHere, error: unknown, again: () => void): void {
  const note = document.getElementById("begin-trouble");
  const old = error instanceof OutOfDate;
  const said = old ? words.out_of_date : words.no_answer;
  if (note === null || note.firstChild?.textContent === said) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = old ? words.reload : words.again;
  button.addEventListener("click", old ? () => location.reload() : again);
  note.textContent = said;
  note.append(document.createElement("br"), button);
  note.scrollIntoView({ block: "nearest" }); // a group's door is further down
}

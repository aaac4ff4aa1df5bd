// Puts the chat where the reading was.
import "../shared/old_phones";
import { render } from "preact";
import { App } from "./app";
import type { PageData } from "./data";
import type { Words } from "./texts";
import { Visit } from "./visit";
import { speak } from "./words";

export function openChat(data: PageData, words: Words, room: string | null): Visit {
  speak(words);
  const visit = new Visit(data);
  if (room !== null) visit.store.apply({ kind: "room", room });
  const [reading, place] = [document.getElementById("reading"), document.getElementById("chat")];
  if (!reading || !place) return visit;
  reading.hidden = true;
  place.hidden = false;
  render(<App visit={visit} data={data} />, place);
  return visit;
}

// The first script: leaving works at once, and the chat is fetched while the page is read.
import "../shared/styles/base.css";
import "./styles/reading.css";
import "./styles/talk.css";
import { readData } from "./data";
import { kept } from "./keep";
import { watchLeaving } from "./leaving";
import type { Words } from "./texts";
import { moment } from "./times";
import type { Visit } from "./visit";
import { wordsIn } from "./words";

const AGAIN = 3000;
const data = readData();
let visit: Visit | null = null;
let words: Promise<Words> | null = null;

async function open(room: string | null = null): Promise<void> {
  try {
    const [{ openChat }, words] = await Promise.all([import("./chat"), chatWords()]);
    visit ??= openChat(data, words, room);
  } catch {
    notHere();
  }
}

/** Asked for once, and again where they did not come. */
function chatWords(): Promise<Words> {
  words ??= wordsIn(data.language).catch((error: unknown) => {
    words = null;
    throw error;
  });
  return words;
}

/** The chat did not come: the line dropped, or a new release took its place. Who is in a visit must not have to ask. */
function notHere(): void {
  const note = document.getElementById("begin-trouble");
  if (note) note.textContent = data.offline;
  if (kept("token") !== null) setTimeout(() => void open(), AGAIN);
}

watchLeaving({ to: data.leave_to, words: data.leaving, goodbye: async () => visit?.goodbye() });

for (const when of document.querySelectorAll("time[data-moment]")) {
  when.textContent = moment(when.getAttribute("datetime") ?? "");
}

const button = document.getElementById("begin");
button?.removeAttribute("hidden");
button?.addEventListener("click", () => void open());
for (const door of document.querySelectorAll("button[data-room]")) {
  door.removeAttribute("hidden");
  door.addEventListener("click", () => void open(door.getAttribute("data-room")));
}
if (kept("token") !== null) void open();
else void Promise.all([import("./chat"), chatWords()]).catch(() => undefined); // asked for again when they are needed

// The first script: leaving works at once, and the chat is fetched while the page is read.
import "../shared/styles/base.css";
import "./styles/reading.css";
import "./styles/talk.css";
import { Coming } from "./coming";
import { readData } from "./data";
import { kept } from "./keep";
import { watchLeaving } from "./leaving";
import { sayNotHere } from "./not_here";
import type { Words } from "./texts";
import { moment } from "./times";
import type { Visit } from "./visit";
import { wordsAt } from "./words";

const AGAIN = 3000;
const data = readData();
const chat = new Coming(bring);
let visit: Visit | null = null;
let room: string | null = null;
let next: ReturnType<typeof setTimeout>;

/** Where both fail the words say why: they know of another release. */
async function bring(signal: AbortSignal): Promise<[typeof import("./chat"), Words]> {
  const [came, words] = await Promise.all([import("./chat").catch(() => null), wordsAt(data.words, signal)]);
  if (came === null) throw new Error("no chat");
  return [came, words];
}

async function open(): Promise<void> {
  try {
    const [{ openChat }, words] = await chat.soon();
    visit ??= openChat(data, words, room);
  } catch (error) {
    notHere(error);
  }
}

function enter(asked: string | null): void {
  room = asked;
  void open();
}

/** The line dropped, or a new release took its place. Who is in a visit must not have to ask. */
function notHere(error: unknown): void {
  sayNotHere(data.not_here, error, () => void open());
  clearTimeout(next);
  if (kept("token") !== null) next = setTimeout(() => void open(), AGAIN);
}

watchLeaving({ to: data.leave_to, words: data.leaving, goodbye: async () => visit?.goodbye() });

for (const when of document.querySelectorAll("time[data-moment]")) {
  when.textContent = moment(when.getAttribute("datetime") ?? "");
}

const button = document.getElementById("begin");
button?.removeAttribute("hidden");
button?.addEventListener("click", () => enter(null));
for (const door of document.querySelectorAll("button[data-room]")) {
  door.removeAttribute("hidden");
  door.addEventListener("click", () => enter(door.getAttribute("data-room")));
}
if (kept("token") !== null) void open();
else void chat.start().catch(() => undefined); // asked for again when it is needed

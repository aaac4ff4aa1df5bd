// The first script: leaving works at once, and the chat is fetched while the page is read.
import "../shared/styles/base.css";
import "./styles/reading.css";
import "./styles/talk.css";
import { readData } from "./data";
import { moment } from "../shared/times";
import { kept } from "./keep";
import { watchLeaving } from "./leaving";
import type { Visit } from "./visit";

const data = readData();
let visit: Visit | null = null;

async function open(room: string | null = null): Promise<void> {
  try {
    const { openChat } = await import("./chat");
    visit ??= openChat(data, room);
  } catch {
    notHere();
  }
}

/** The chat did not come: the line dropped, or a new release took its place. */
function notHere(): void {
  const note = document.getElementById("begin-trouble");
  if (note) note.textContent = data.words.troubles.offline;
}

watchLeaving({ to: data.leave_to, goodbye: async () => visit?.goodbye() });

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
else void import("./chat").catch(() => undefined); // asked for again when it is needed

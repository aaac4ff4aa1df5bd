// Leaving: the page is empty at once; everything else happens behind it.
import { forgetAll } from "./keep";
import { afterKey, counted, NEEDED, NO_SHIFTS } from "./shifts";
import type { Leaving as Words } from "./texts";

export interface Leaving {
  readonly words: Words;
  /** Where to go: a page that says nothing. */
  readonly to: string;
  /** Ends the visit at the server; bounded in time. */
  readonly goodbye: () => Promise<void>;
}

let gone = false;

export function watchLeaving(leaving: Leaving): void {
  const button = document.getElementById("leave");
  button?.addEventListener("click", (event) => {
    event.preventDefault();
    void leave(leaving);
  });
  watchShifts(leaving.words, () => void leave(leaving));
  // Back from the neutral page: a page kept in memory must not come back with its words.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && gone) window.location.reload();
  });
}

async function leave({ to, goodbye }: Leaving): Promise<void> {
  if (gone) return;
  gone = true;
  hide();
  const said = goodbye().catch(() => undefined);
  forgetAll(); // after the goodbye has begun: from then on nothing is written any more
  clearSite();
  await said;
  window.location.replace(to);
}

/** Blank, without words: a message would be read by whoever looks. */
function hide(): void {
  document.documentElement.classList.add("gone");
  document.body.textContent = "";
}

/** The answer's Clear-Site-Data has the browser forget the rest; we do not wait for it. */
function clearSite(): void {
  fetch("/leave", { redirect: "manual", keepalive: true }).catch(
    () => undefined, // offline: there is nothing more to clear than what is gone already
  );
}

function watchShifts(words: Words, leaveNow: () => void): void {
  let shifts = NO_SHIFTS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const key = (event: KeyboardEvent) => {
    if (event.repeat) return;
    shifts = afterKey(shifts, { key: event.key, down: event.type === "keydown", at: Date.now() });
    const count = counted(shifts, Date.now());
    show(count, words);
    clearTimeout(timer);
    if (count >= NEEDED) leaveNow();
    else if (count > 0) timer = setTimeout(() => show(counted(shifts, Date.now()), words), 5100);
  };
  document.addEventListener("keydown", key);
  document.addEventListener("keyup", key);
}

/** A dot for each press, and the count in words for those who listen. */
function show(count: number, said: Words): void {
  const [dots, spoken] = [document.getElementById("dots"), document.getElementById("dots-spoken")];
  if (dots) dots.textContent = "●".repeat(count) + (count > 0 ? "○".repeat(NEEDED - count) : "");
  const words = ["", said.two_more, said.one_more][count] ?? said.now;
  if (spoken && spoken.textContent !== words) spoken.textContent = words;
}

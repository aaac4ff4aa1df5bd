// What may calm somebody: opened by oneself, or where a peer has offered it.
import { useState } from "preact/hooks";
import type { Line } from "../../contract";
import { Dialog } from "../../shared/dialog";
import { mayName } from "../../shared/sent_lines";
import type { Calm } from "../texts";
import { WORDS } from "../words";
import { Breathing } from "./breathing";

export function CalmDialog({ close }: { readonly close: () => void }) {
  const words = WORDS.chat.calm;
  return (
    <Dialog title={words.title} close={close}>
      <p>{words.what}</p>
      <Breathing />
      <Around />
      <p>
        <button type="button" onClick={close}>
          {WORDS.chat.common.close}
        </button>
      </p>
    </Dialog>
  );
}

function Around() {
  const [on, turn] = useState(false);
  const words = WORDS.chat.calm;
  return (
    <div>
      <button type="button" aria-expanded={on} onClick={() => turn(!on)}>
        {on ? WORDS.chat.breathing.stop : words.around}
      </button>
      {on ? (
        <ol>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

/** Under the words of a peer who offers it. */
export function Offered({ line }: { readonly line: Line }) {
  const offered = offeredIn(line, WORDS.chat.calm);
  if (offered === null) return null;
  return offered === "breathing" ? <Breathing /> : <Around />;
}

/** Known by its words, as a help line is: a whole line of staff that says it letter by letter. */
export function offeredIn(line: Pick<Line, "role" | "text">, words: Pick<Calm, "offer_breathing" | "offer_around">) {
  if (!mayName(line)) return null;
  const said = line.text.split("\n").map((one) => one.trim());
  if (said.includes(words.offer_breathing)) return "breathing";
  return said.includes(words.offer_around) ? "around" : null;
}

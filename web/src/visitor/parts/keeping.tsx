// After the chat: what is kept of it here, and a copy for who wants one.
import { useState } from "preact/hooks";
import { save } from "../../shared/save_file";
import type { BeforeProps } from "../before";
import { chatAsText } from "../chat_text";
import { WORDS } from "../words";
import { Sure } from "./dialogs";

/** What is kept of it, and for how long, where it can still be deleted. */
export function Keeping() {
  const [kept, longer] = WORDS.keeping.body;
  return (
    <div class="sheet small">
      <p>
        {kept} {longer}
      </p>
      <p>{WORDS.chat.after.no_copy}</p>
    </div>
  );
}

/** Made in this page; whoever uses the device after them may read it. */
export function SaveCopy({ state }: Pick<BeforeProps, "state">) {
  const [asked, ask] = useState(false);
  const words = WORDS.chat.after;
  return (
    <p>
      <button type="button" onClick={() => ask(true)}>
        {words.save}
      </button>
      {asked ? (
        <Sure
          title={words.save}
          yes={words.save_yes}
          act={() => save("chat.txt", "text/plain", chatAsText(state.lines))}
          close={() => ask(false)}
        >
          {words.save_what}
        </Sure>
      ) : null}
    </p>
  );
}

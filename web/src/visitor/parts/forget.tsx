// "Delete my chat now", after it has ended.
import { useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

export function Forget({ state, visit }: BeforeProps) {
  const [sure, ask] = useState(false);
  const forget = () => {
    ask(false);
    void visit.forget();
  };
  return (
    <p>
      <button type="button" disabled={state.busy || state.link !== "up"} onClick={() => ask(true)}>
        {WORDS.chat.forget.title}
      </button>
      {sure ? (
        <Dialog title={WORDS.chat.forget.sure} close={() => ask(false)}>
          <p>{WORDS.chat.forget.what}</p>
          <div class="row">
            <button type="button" class="grave" onClick={forget}>
              {WORDS.chat.forget.yes}
            </button>
            <button type="button" onClick={() => ask(false)}>
              {WORDS.chat.forget.no}
            </button>
          </div>
        </Dialog>
      ) : null}
    </p>
  );
}

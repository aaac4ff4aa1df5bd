// Dialogs that stand under the composer of a conversation and of a room.
import type { ComponentChildren } from "preact";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";
import { HelpHere } from "./help_here";

interface Closing {
  readonly close: () => void;
}

interface Around extends Closing {
  readonly children: ComponentChildren;
}

/** Whether the others see that one writes. */
export interface Typing {
  readonly quiet: boolean;
  readonly setQuiet: (on: boolean) => void;
}

export function Numbers({ close, ...props }: BeforeProps & Closing) {
  return (
    <Dialog title={WORDS.labels.help_lines} close={close}>
      <HelpHere {...props} />
      <button type="button" onClick={close}>
        {WORDS.chat.common.close}
      </button>
    </Dialog>
  );
}

export function More({ quiet, setQuiet, children, close }: Typing & Around) {
  return (
    <Dialog title={WORDS.chat.common.more} close={close}>
      {children}
      <label class="tick">
        <input type="checkbox" checked={quiet} onChange={(event) => setQuiet(event.currentTarget.checked)} />
        <span>{WORDS.chat.writing.hide_typing}</span>
      </label>
      <p>
        <button type="button" onClick={close}>
          {WORDS.chat.common.close}
        </button>
      </p>
    </Dialog>
  );
}

interface SureProps extends Around {
  readonly title: string;
  readonly yes: string;
  readonly no?: string;
  readonly act: () => void;
}

export function Sure({ title, children, yes, no = WORDS.chat.common.no, act, close }: SureProps) {
  const doIt = () => {
    close();
    act();
  };
  return (
    <Dialog title={title} close={close}>
      <p>{children}</p>
      <div class="row">
        <button type="button" class="primary" onClick={doIt}>
          {yes}
        </button>
        <button type="button" onClick={close}>
          {no}
        </button>
      </div>
    </Dialog>
  );
}

/** At any time, while waiting and in the middle of a talk. */
export function ForgetNow({ visit, close }: Pick<BeforeProps, "visit"> & Closing) {
  const words = WORDS.chat.forget;
  return (
    <Sure title={words.sure} yes={words.yes} no={words.no} act={() => void visit.forget()} close={close}>
      {words.everything_what}
    </Sure>
  );
}

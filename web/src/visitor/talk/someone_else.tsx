// Someone else, please; and "I don't feel safe with this person". Nobody has to say why.
import { useState } from "preact/hooks";
import { REPORT_LIMIT } from "../../contract";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { answered } from "../lines";
import type { Visit } from "../visit";
import { WORDS } from "../words";

export interface SomeoneElseProps {
  readonly visit: Visit;
  readonly close: () => void;
}

/** Afterwards, or where the peer has gone: about who talked with them last. */
export function NotRight({ state, visit }: BeforeProps) {
  const [open, show] = useState(false);
  if (state.reported) return <p role="status">{WORDS.chat.unsafe.told}</p>;
  if (!answered(state.lines)) return null;
  const { apart, apart_what, apart_yes } = WORDS.chat.unsafe;
  return (
    <>
      <button type="button" class="plain" disabled={state.busy || state.link !== "up"} onClick={() => show(true)}>
        {apart}
      </button>
      {open ? <Telling visit={visit} close={() => show(false)} title={apart} what={apart_what} yes={apart_yes} /> : null}
    </>
  );
}

export function Unsafe(props: SomeoneElseProps) {
  const { title, what, yes } = WORDS.chat.unsafe;
  return <Telling {...props} title={title} what={what} yes={yes} />;
}

interface TellingProps extends SomeoneElseProps {
  readonly title: string;
  readonly what: string;
  readonly yes: string;
}

function Telling({ visit, close, title, what, yes }: TellingProps) {
  const [remark, write] = useState("");
  const report = () => {
    close();
    void visit.reportPeer(remark.trim());
  };
  return (
    <Dialog title={title} close={close}>
      <p>{what}</p>
      <label class="pick">
        <span>{WORDS.chat.unsafe.why}</span>
        <textarea dir="auto" rows={3} maxLength={REPORT_LIMIT} value={remark} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <p class="quiet small">{WORDS.chat.unsafe.read_by}</p>
      <div class="row">
        <button type="button" class="primary" onClick={report}>
          {yes}
        </button>
        <button type="button" onClick={close}>
          {WORDS.chat.common.no}
        </button>
      </div>
    </Dialog>
  );
}

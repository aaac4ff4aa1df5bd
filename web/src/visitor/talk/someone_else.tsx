// Someone else, please; and "I don't feel safe with this person". Nobody has to say why.
import { useState } from "preact/hooks";
import { REPORT_LIMIT } from "../../contract";
import { Dialog } from "../../shared/dialog";
import type { Visit } from "../visit";
import { WORDS } from "../words";

export interface SomeoneElseProps {
  readonly visit: Visit;
  readonly close: () => void;
}

export function Unsafe({ visit, close }: SomeoneElseProps) {
  const [remark, write] = useState("");
  const report = () => {
    close();
    void visit.reportPeer(remark.trim());
  };
  return (
    <Dialog title={WORDS.chat.unsafe.title} close={close}>
      <p>{WORDS.chat.unsafe.what}</p>
      <label class="pick">
        <span>{WORDS.chat.unsafe.why}</span>
        <textarea dir="auto" rows={3} maxLength={REPORT_LIMIT} value={remark} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <p class="quiet small">{WORDS.chat.unsafe.read_by}</p>
      <div class="row">
        <button type="button" class="primary" onClick={report}>
          {WORDS.chat.unsafe.yes}
        </button>
        <button type="button" onClick={close}>
          {WORDS.chat.common.no}
        </button>
      </div>
    </Dialog>
  );
}

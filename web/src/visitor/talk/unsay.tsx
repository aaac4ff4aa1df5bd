// Taking back one of one's own messages: what that does and what it does not, before each press.
import { useRef, useState } from "preact/hooks";
import type { Line } from "../../contract";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { refusal } from "../refusal";
import { clock } from "../times";
import { WORDS } from "../words";

interface UnsayProps extends Pick<BeforeProps, "state" | "visit"> {
  readonly close: () => void;
}

export function Unsay({ state, visit, close }: UnsayProps) {
  const words = WORDS.chat.unsay;
  const conversation = state.view?.conversation ?? "";
  const mine = takeable(state.lines);
  const [told, tell] = useState("");
  const status = useRef<HTMLParagraphElement>(null);
  /** The button that was pressed is gone by then: focus stays inside, where Escape closes. */
  const take = async (seq: number) => {
    tell("");
    const done = await visit.act("unsay", { conversation, seq });
    const { trouble } = visit.store.state;
    tell(done ? words.mark : trouble === null ? "" : refusal(trouble));
    status.current?.closest<HTMLElement>("[role=dialog]")?.focus();
  };
  return (
    <Dialog title={words.title} close={close}>
      <p>{words.what}</p>
      <p>{words.kept}</p>
      {mine.length === 0 ? <p>{words.none}</p> : null}
      <p ref={status} role="status">
        {told}
      </p>
      <ul class="own-lines">
        {mine.map((line) => (
          <li key={line.seq}>
            <p dir="auto" id={`own-${line.seq}`}>
              <time dateTime={line.at}>{clock(line.at)}</time> {line.text}
            </p>
            <button
              type="button"
              aria-describedby={`own-${line.seq}`}
              disabled={state.busy || state.link !== "up"}
              onClick={() => void take(line.seq)}
            >
              {words.take}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" onClick={close}>
        {WORDS.chat.common.close}
      </button>
    </Dialog>
  );
}

/** The newest first. */
export function takeable(lines: readonly Line[]): readonly Line[] {
  return lines.filter((line) => line.mine && line.notice === null && line.text !== "").reverse();
}

// Not feeling safe with somebody in the group: supervisors are told, the group is not. Then: stay, or go.
import { useState } from "preact/hooks";
import { REPORT_LIMIT, type Company } from "../../contract";
import { Dialog } from "../../shared/dialog";
import type { BeforeProps } from "../before";
import { WORDS } from "../words";

export interface UnsafeHereProps extends Pick<BeforeProps, "state" | "visit"> {
  readonly close: () => void;
  readonly alone: () => void;
  readonly leave: () => void;
}

export function UnsafeHere(props: UnsafeHereProps) {
  const [told, tell] = useState(false);
  return told ? <Told {...props} /> : <Telling {...props} told={() => tell(true)} />;
}

function Telling({ state, visit, close, told }: UnsafeHereProps & { readonly told: () => void }) {
  const [name, choose] = useState<string | null>(null);
  const [remark, write] = useState("");
  const { chat } = WORDS;
  const report = async () => {
    if (name !== null && (await visit.act("report_in_room", { name, remark: remark.trim() }))) told();
  };
  return (
    <Dialog title={chat.room.unsafe} close={close}>
      <p>{chat.room.unsafe_what}</p>
      <fieldset>
        <legend>{chat.room.unsafe_who}</legend>
        {(state.view?.company ?? []).map((one) => (
          <label key={one.name} class="tick">
            <input type="radio" name="unsafe" checked={name === one.name} onChange={() => choose(one.name)} />
            <span>{called(one)}</span>
          </label>
        ))}
      </fieldset>
      <label class="pick">
        <span>{chat.unsafe.why}</span>
        <textarea dir="auto" rows={3} maxLength={REPORT_LIMIT} value={remark} onInput={(event) => write(event.currentTarget.value)} />
      </label>
      <p class="quiet small">{chat.unsafe.read_by}</p>
      <div class="row">
        <button type="button" class="primary" disabled={name === null || state.busy} onClick={() => void report()}>
          {chat.unsafe.apart_yes}
        </button>
        <button type="button" onClick={close}>
          {chat.common.no}
        </button>
      </div>
    </Dialog>
  );
}

function called({ name, role }: Company): string {
  return role === "visitor" ? name : `${name} (${WORDS.chat.room.host})`;
}

function Told({ close, alone, leave }: UnsafeHereProps) {
  const { room, unsafe, common } = WORDS.chat;
  return (
    <Dialog title={room.unsafe} close={close}>
      <p role="status">{unsafe.told}</p>
      <p>{room.unsafe_then}</p>
      <div class="row">
        <button type="button" onClick={alone}>
          {room.alone}
        </button>
        <button type="button" onClick={leave}>
          {room.leave}
        </button>
        <button type="button" onClick={close}>
          {common.close}
        </button>
      </div>
    </Dialog>
  );
}

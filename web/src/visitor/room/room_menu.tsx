// Under the composer of a room: the hand, help lines, leaving quietly, one person instead.
import { useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog";
import { HelpHere } from "../parts/numbers";
import { Sure } from "../talk/menu";
import { WORDS } from "../words";
import type { RoomProps } from "./room_head";

export interface RoomMenuProps extends RoomProps {
  readonly quiet: boolean;
  readonly setQuiet: (on: boolean) => void;
}

type Open = "numbers" | "leave" | "alone" | "more" | null;

export function RoomMenu(props: RoomMenuProps) {
  const [open, show] = useState<Open>(null);
  const { state, visit, room } = props;
  return (
    <div class="menu">
      <button
        type="button"
        class="plain"
        aria-pressed={room.hand}
        disabled={state.busy}
        onClick={() => void visit.raiseHand(!room.hand)}
      >
        {room.hand ? WORDS.room_hand_down : WORDS.room_hand_up}
      </button>
      <button type="button" class="plain" onClick={() => show("numbers")}>
        {WORDS.numbers}
      </button>
      <button type="button" class="plain" onClick={() => show("leave")}>
        {WORDS.room_leave}
      </button>
      <button type="button" class="plain" onClick={() => show("more")}>
        {WORDS.more}
      </button>
      <p class="small quiet" role="status">
        {room.hand ? WORDS.room_hand_told : ""}
      </p>
      <Opened {...props} open={open} show={show} />
    </div>
  );
}

interface OpenedProps extends RoomMenuProps {
  readonly open: Open;
  readonly show: (open: Open) => void;
}

function Opened(props: OpenedProps) {
  const { open, show, state, data, visit } = props;
  const close = () => show(null);
  switch (open) {
    case null:
      return null;
    case "numbers":
      return (
        <Dialog title={WORDS.numbers} close={close}>
          <HelpHere data={data} region={state.answers.region} />
          <button type="button" onClick={close}>
            {WORDS.close}
          </button>
        </Dialog>
      );
    case "leave":
      return (
        <Sure title={WORDS.room_leave_sure} yes={WORDS.room_leave_yes} act={() => void visit.end()} close={close}>
          {WORDS.room_leave_what}
        </Sure>
      );
    case "alone":
      return (
        <Sure title={WORDS.room_alone_sure} yes={WORDS.room_alone_yes} act={() => void visit.talkAlone()} close={close}>
          {WORDS.room_alone_what}
        </Sure>
      );
    case "more":
      return <More {...props} />;
  }
}

function More({ quiet, setQuiet, show }: OpenedProps) {
  return (
    <Dialog title={WORDS.more} close={() => show(null)}>
      <p>
        <button type="button" onClick={() => show("alone")}>
          {WORDS.room_alone}
        </button>
      </p>
      <label class="tick">
        <input type="checkbox" checked={quiet} onChange={(event) => setQuiet(event.currentTarget.checked)} />
        <span>{WORDS.hide_typing}</span>
      </label>
      <p>
        <button type="button" onClick={() => show(null)}>
          {WORDS.close}
        </button>
      </p>
    </Dialog>
  );
}

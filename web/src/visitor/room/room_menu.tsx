// Under the composer of a room: the hand, help lines, leaving quietly, one person instead.
import { useState } from "preact/hooks";
import { ForgetNow, More, Numbers, Sure, type Typing } from "../parts/dialogs";
import { WORDS } from "../words";
import { CalmDialog } from "../talk/calm";
import { UnsafeHere } from "./unsafe_here";
import type { RoomProps } from "./room_head";

export type RoomMenuProps = RoomProps & Typing;

type Open = "numbers" | "leave" | "alone" | "unsafe" | "more" | "forget" | "calm" | null;

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
        onClick={() => void visit.act("raise_hand", { up: !room.hand })}
      >
        {room.hand ? WORDS.chat.room.hand_down : WORDS.chat.room.hand_up}
      </button>
      <button type="button" class="plain" onClick={() => show("numbers")}>
        {WORDS.labels.help_lines}
      </button>
      <button type="button" class="plain" onClick={() => show("leave")}>
        {WORDS.chat.room.leave}
      </button>
      <button type="button" class="plain" onClick={() => show("more")}>
        {WORDS.chat.common.more}
      </button>
      <p class="small quiet" role="status">
        {room.hand ? WORDS.chat.room.hand_told : ""}
      </p>
      <Opened {...props} open={open} show={show} />
    </div>
  );
}

type OpenedProps = RoomMenuProps & {
  readonly open: Open;
  readonly show: (open: Open) => void;
};

function Opened(props: OpenedProps) {
  const { open, show, state, data, visit } = props;
  const close = () => show(null);
  switch (open) {
    case null:
      return null;
    case "numbers":
      return <Numbers {...{ state, data, visit, close }} />;
    case "leave":
      return (
        <Sure title={WORDS.chat.room.leave_sure} yes={WORDS.chat.room.leave_yes} act={() => void visit.end()} close={close}>
          {WORDS.chat.room.leave_what}
        </Sure>
      );
    case "alone":
      return (
        <Sure title={WORDS.chat.room.alone_sure} yes={WORDS.chat.room.alone_yes} act={() => void visit.talkAlone()} close={close}>
          {WORDS.chat.room.alone_what}
        </Sure>
      );
    case "calm":
      return <CalmDialog close={close} />;
    case "forget":
      return <ForgetNow visit={visit} close={close} />;
    case "unsafe":
      return <UnsafeHere {...props} close={close} alone={() => show("alone")} leave={() => show("leave")} />;
    case "more":
      return <Else {...props} />;
  }
}

function Else({ quiet, setQuiet, show }: OpenedProps) {
  return (
    <More quiet={quiet} setQuiet={setQuiet} close={() => show(null)}>
      <p>
        <button type="button" onClick={() => show("calm")}>
          {WORDS.chat.calm.title}
        </button>
      </p>
      <p>
        <button type="button" onClick={() => show("alone")}>
          {WORDS.chat.room.alone}
        </button>
      </p>
      <p>
        <button type="button" onClick={() => show("unsafe")}>
          {WORDS.chat.room.unsafe}
        </button>
      </p>
      <p>
        <button type="button" onClick={() => show("forget")}>
          {WORDS.chat.forget.everything}
        </button>
      </p>
    </More>
  );
}

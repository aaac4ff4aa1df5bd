// Among those on shift: a few words between conversations. Nobody who waits or talks is in it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { RemarkCard, Remarked as RemarkedBody } from "../../contract";
import { newRef } from "../../shared/refs";
import { clock } from "../../shared/times";
import { ask } from "../api";
import { Field } from "../parts/field";

const OFTEN = 5000; // milliseconds between two looks while it is open
const SELDOM = 20_000;
const LONGEST = 500;

export function BreakRoomPart() {
  const [open, setOpen] = useState(false);
  const { remarks, look } = useRemarks(open);
  const [seen, setSeen] = useState<number | null>(null);
  useEffect(() => {
    if (remarks !== null && (open || seen === null)) setSeen(remarks.length);
  }, [remarks, open]);
  if (remarks === null) return null;
  const fresh = open ? 0 : Math.max(0, remarks.length - (seen ?? 0));
  return (
    <details class="sheet break-room" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Break room{fresh === 0 ? "" : `: ${fresh} new`}</summary>
      <p class="quiet small">
        For those on shift: peers and moderators. It is screened, and gone after twelve hours. Nothing that tells who a
        visitor is, and no words of theirs.
      </p>
      <Remarks remarks={remarks} />
      <Saying said={look} />
    </details>
  );
}

/** Null until they were read, and for who has just gone off shift. */
function useRemarks(open: boolean) {
  const [remarks, setRemarks] = useState<readonly RemarkCard[] | null>(null);
  const look = async () => {
    const answer = await ask("/api/break-room", {});
    if (answer.ok) setRemarks(answer.body.remarks);
    else if (answer.code === "not_now") setRemarks(null);
  };
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), open ? OFTEN : SELDOM);
    return () => clearInterval(timer);
  }, [open]);
  return { remarks, look };
}

function Remarks({ remarks }: { readonly remarks: readonly RemarkCard[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollTo({ top: box.current.scrollHeight }), [remarks.length]);
  return (
    // A reader of long talks must be able to scroll with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="remarks" role="log" aria-label="Break room" tabIndex={0} ref={box}>
      <ol>
        {remarks.map((one) => (
          <li key={one.id}>
            <span class="quiet small">
              {one.mine ? "You" : one.by}, {clock(one.at)}
            </span>{" "}
            <span class="words">{one.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

const REFUSED = "Not passed on: it reads as an insult. Say it in another way, or talk to a moderator.";
const CARE = "That sounds heavy. You can talk to somebody: ask for a debrief on the page Shifts, or call a moderator.";
const AGAIN = "Not sent. Please try again.";

function toldOf({ kept, care }: RemarkedBody): string {
  if (!kept) return REFUSED;
  return care ? CARE : "";
}

function Saying({ said }: { readonly said: () => Promise<void> }) {
  const [text, setText] = useState("");
  const [told, tell] = useState("");
  const ref = useRef(newRef());
  const submit = async (event: Event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    const answer = await ask("/api/break-room/say", { ref: ref.current, text });
    tell(answer.ok ? toldOf(answer.body) : AGAIN);
    if (!answer.ok || !answer.body.kept) return;
    ref.current = newRef();
    setText("");
    await said();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label="Say something to all on shift" value={text} change={setText} lines={2} limit={LONGEST} />
      <p role="status" class="small">
        {told}
      </p>
      <button>Say it</button>
    </form>
  );
}

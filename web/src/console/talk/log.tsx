// A conversation's messages, oldest first. It follows the newest unless somebody reads back.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Role } from "../../contract";
import type { Unsent } from "../../shared/outbox";
import { now } from "../clock";
import type { Courier } from "./courier";
import type { Labelling } from "./labels";
import { Said } from "./said";
import { type Transcript, writersAt } from "./transcript";
import { NotKept } from "./unsent";

export interface LogProps {
  readonly label: string;
  readonly talk: Transcript;
  readonly unsent: readonly Unsent[];
  readonly courier: Courier;
  /** Whose receipt counts as "delivered". */
  readonly to: Role;
  readonly labelling?: Labelling;
}

export function Log({ label, talk, unsent, courier, to, labelling }: LogProps) {
  const reached = talk.reached[to] ?? 0;
  const count = talk.lines.length + unsent.length;
  const { box, below, toEnd, scrolled } = useFollowing(count);
  return (
    <div class="log-frame">
      {/* A reader of long talks must be able to scroll with the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="log" role="log" aria-label={label} tabIndex={0} ref={box} onScroll={scrolled}>
        <ol>
          {talk.lines.map((line) => (
            <Said key={line.seq} line={line} mark={line.mine && !line.withheld ? fate(line.seq, reached) : ""} labelling={labelling} />
          ))}
          {unsent.map((item) => (
            <NotKept key={item.ref} item={item} courier={courier} />
          ))}
        </ol>
      </div>
      {below > 0 ? (
        <button type="button" class="below" onClick={toEnd}>
          {below === 1 ? "1 new message" : `${below} new messages`} ↓
        </button>
      ) : null}
      <Writing names={writersAt(talk, now.value)} />
    </div>
  );
}

function fate(seq: number, reached: number): string {
  return seq <= reached ? "delivered" : "sent";
}

function Writing({ names }: { readonly names: readonly string[] }) {
  const words = names.length === 0 ? "" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} writing …`;
  return <p class="writing quiet small">{words}</p>;
}

const NEAR = 40; // pixels from the end that still count as the end

/** Follow the end, and count what comes while somebody reads further up. */
function useFollowing(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const seen = useRef(count);
  const [below, setBelow] = useState(0);
  const toEnd = () => {
    following.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  useLayoutEffect(() => {
    if (following.current) toEnd();
    if (following.current) seen.current = count;
    setBelow(Math.max(0, count - seen.current));
  }, [count]);
  const scrolled = () => {
    const log = box.current;
    if (!log) return;
    following.current = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (!following.current) return;
    seen.current = count;
    setBelow(0);
  };
  return { box, below, toEnd, scrolled };
}

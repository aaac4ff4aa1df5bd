// What may be done with a flag: by whoever has it, by the others, by all while it waits.
import type { FlagCard } from "../../contract";
import { Act } from "../parts/act";
import type { Ask } from "./asked";
import { flagWaits, owned } from "./order";
import type { WallSession } from "./session";

export interface FlagActsProps {
  readonly flag: FlagCard;
  readonly session: WallSession;
  readonly ask: Ask;
}

export function FlagActs({ flag, session, ask }: FlagActsProps) {
  return (
    <>
      {flagWaits(flag) ? <Claim flag={flag} session={session} /> : null}
      {flag.kind === "second" ? <Answer flag={flag} session={session} ask={ask} /> : null}
      {flag.kind !== "second" && flag.mine && flag.state === "claimed" ? (
        <button type="button" aria-label={`Resolve: ${flag.pseudonym}`} aria-keyshortcuts="d" onClick={() => ask({ what: "resolve", flag })}>
          Resolve
        </button>
      ) : null}
      {owned(flag) ? <PassOn flag={flag} session={session} ask={ask} /> : null}
    </>
  );
}

/** Whoever has it or not: the first yes or no is the second person's. */
function Answer({ flag, session, ask }: FlagActsProps) {
  const card = session.wall.value.conversations[flag.conversation];
  const look = card?.second;
  if (!card || !look || look.mine || look.state !== "asked") return null;
  return (
    <button type="button" class="primary" aria-label={`Answer as the second person: ${flag.pseudonym}`} aria-keyshortcuts="d" onClick={() => ask({ what: "second", card, look })}>
      Answer
    </button>
  );
}

export interface ClaimProps {
  readonly flag: FlagCard;
  readonly session: WallSession;
  readonly class?: string;
}

/** On one's own flag that calls one anew: the same act, and the same key. */
export function Claim({ flag, session, class: kind = "primary" }: ClaimProps) {
  const words = flag.mine ? "I have seen it" : "Claim";
  const claim = () => session.act("claim_flag", { flag: flag.id, seen: flag.graver });
  return (
    <Act run={claim} class={kind} label={`${words}: ${flag.pseudonym}`} keys="a">
      {words}
    </Act>
  );
}

function PassOn({ flag, session, ask }: FlagActsProps) {
  if (flag.mine) {
    const giveBack = () => session.act("give_back_flag", { flag: flag.id });
    return (
      <Act run={giveBack} label={`Give back: ${flag.pseudonym}`} keys="b">
        Give back
      </Act>
    );
  }
  return (
    <button type="button" aria-label={`Take over: ${flag.pseudonym}`} aria-keyshortcuts="t" onClick={() => ask({ what: "take_over", flag })}>
      Take over
    </button>
  );
}

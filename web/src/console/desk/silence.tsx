// Nobody has written for a while: whose turn it is, what happens when, and one press against it.
import type { SilenceCard } from "../../contract";
import { clock } from "../../shared/times";
import { Act } from "../parts/act";
import type { DeskSession } from "./session";

export interface SilenceProps {
  readonly card: SilenceCard;
  readonly conversation: string;
  readonly session: DeskSession;
}

export function SilenceNote({ card, conversation, session }: SilenceProps) {
  return (
    <aside class="silence sheet" aria-label="Silence">
      <p role={card.mine ? "alert" : "status"}>{inWords(card)}</p>
      {card.mine ? (
        <Act run={() => session.act("still_here", { conversation })} class="primary">
          I’m still here
        </Act>
      ) : null}
    </aside>
  );
}

function inWords({ mine, state, until }: SilenceCard): string {
  const at = clock(until);
  if (!mine && state === "warned") return `The visitor has not written. This conversation ends at ${at}.`;
  if (!mine) return "The visitor has not written for a while. They were asked whether they are still there.";
  if (state === "warned") return `If you do not write, the visitor gets somebody else at ${at}.`;
  return "The visitor waits for your answer. They were told that we asked you.";
}

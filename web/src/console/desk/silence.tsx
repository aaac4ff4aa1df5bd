// Nobody has written for a while: whose turn it is, what happens when, and one press against it where a clock runs.
import type { DeskConversation, LullCard, SilenceCard } from "../../contract";
import { clock } from "../../shared/times";
import { inWords as time, now, secondsSince } from "../clock";
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

export interface LullProps {
  readonly lull: LullCard;
  readonly conversation: DeskConversation;
}

/** No clock runs here. The words that are read out stand still, the minutes beside them go on. */
export function LullNote({ lull, conversation }: LullProps) {
  const leader = conversation.company.find((one) => one.leads);
  return (
    <aside class="silence sheet" aria-label="Silence">
      <p role={lull.calls_you ? "alert" : "status"}>{lullInWords(lull, leader?.name)}</p>
      <p class="quiet small">For {time(secondsSince(lull.since, now.value))} now.</p>
    </aside>
  );
}

function lullInWords({ visitor_waits, since, late, calls_you }: LullCard, leader: string | undefined): string {
  const at = clock(since);
  if (!visitor_waits) return `The visitor has written nothing since ${at}, when they were answered.`;
  if (!calls_you && leader !== undefined) return `The visitor has waited for an answer since ${at}. ${leader} leads.`;
  return `The visitor has waited for your answer since ${at}.${late ? " Moderators are shown it, too." : ""}`;
}

function inWords({ mine, state, until }: SilenceCard): string {
  const at = clock(until);
  if (!mine && state === "warned") return `The visitor has not written. This conversation ends at ${at}.`;
  if (!mine) return "The visitor has not written for a while. They were asked whether they are still there.";
  if (state === "warned") return `If you do not write, the visitor gets somebody else at ${at}.`;
  return "The visitor waits for your answer. They were told that we asked you.";
}

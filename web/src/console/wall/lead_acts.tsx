// Taking a conversation in hand beside its peer, and giving it back. The pair is told both times.
import { useState } from "preact/hooks";
import type { WallConversation } from "../../contract";
import { Act } from "../parts/act";
import { Question } from "../parts/question";
import { stepDue } from "./referral_acts";
import type { WallSession } from "./session";

export interface LeadActsProps {
  readonly card: WallConversation;
  readonly session: WallSession;
}

const LEADS_FROM = 3;

/** They see the words, and somebody may die: leading is what is done next. */
function callsForIt(card: WallConversation): boolean {
  return card.level >= LEADS_FROM && (card.reading || card.joined) && !stepDue(card);
}

export function LeadActs({ card, session }: LeadActsProps) {
  const [sure, setSure] = useState(false);
  const answered = card.company.some((one) => one.role === "peer");
  const led = card.company.some((one) => one.leads);
  if (card.leading) {
    return <Act run={() => session.act("give_back", { conversation: card.id })}>Give the lead back</Act>;
  }
  if (card.state !== "talking" || !answered || led) return null;
  return (
    <>
      <button type="button" class={callsForIt(card) ? "primary" : ""} onClick={() => setSure(true)}>
        Take the lead
      </button>
      {sure ? (
        <Question
          title="Take the lead here?"
          yes="Take the lead"
          run={() => session.look("lead", card.id)}
          trouble={session.wall.value.trouble}
          close={() => setSure(false)}
        >
          <p>
            {card.pseudonym} reads that you talk with them now and that their peer stays. A flag that nobody has is yours. You
            can give the lead back at any time.
          </p>
        </Question>
      ) : null}
    </>
  );
}

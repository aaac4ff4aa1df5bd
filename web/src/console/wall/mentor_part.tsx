// A moderator may read a new peer's words for a few seconds before they go out.
import type { MentoringCard, WallConversation } from "../../contract";
import { Act } from "../parts/act";
import { FirstReads } from "../parts/first_reads";
import type { WallSession } from "./session";
import { hears } from "./state";

export interface MentorPartProps {
  readonly card: WallConversation;
  readonly session: WallSession;
}

type InsideProps = MentorPartProps & { readonly mentoring: MentoringCard };

export function MentorPart({ card, session }: MentorPartProps) {
  const { mentoring } = card;
  if (mentoring === null) return null;
  return (
    <section class="mentor" aria-labelledby="mentoring">
      <h3 id="mentoring">{mentoring.mine ? `You read ${mentoring.peer}'s words first` : `${mentoring.peer} is new`}</h3>
      {mentoring.mine ? <FirstReads conversation={card.id} mentoring={mentoring} session={session} /> : <Offer {...{ card, session, mentoring }} />}
    </section>
  );
}

function Offer({ card, session, mentoring }: InsideProps) {
  if (mentoring.by !== null) return <p>{mentoring.by} is their mentor here.</p>;
  if (!hears(card)) return <p>Once you read along, you can be their mentor here.</p>;
  return (
    <p class="row">
      <span class="grow">
        As their mentor you read each message for up to {mentoring.seconds} s before it goes out. The visitor only sees that
        somebody writes. From level 2 on nothing waits.
      </span>
      <Act run={() => session.act("mentor", { conversation: card.id, on: true })}>Mentor {mentoring.peer}</Act>
    </p>
  );
}

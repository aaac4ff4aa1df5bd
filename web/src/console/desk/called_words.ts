// Who has been called for a flag, whether anybody has answered, and what to do meanwhile.
import type { CalledCard, DeskConversation } from "../../contract";
import { timeOfDay } from "../clock";
import { pagedInWords } from "../parts/paged_words";

const MEANWHILE =
  "Until somebody answers: stay with the visitor and go on with the script. If a life is in danger, give them the emergency number now.";

type Flagged = Pick<DeskConversation, "flag" | "claimed_by" | "called">;

/** The truth in sentences: nobody may believe that help comes where nobody has answered. */
export function calledInWords({ flag, claimed_by, called }: Flagged): readonly string[] {
  if (flag === "called") return [`${claimed_by ?? "A moderator"} looks after this with you, and is called to it again.`];
  if (flag === "claimed") return [`${claimed_by ?? "A moderator"} looks after this with you.`];
  return called === null ? [] : [whoIsCalled(called), ...called.paged.map(pagedInWords), MEANWHILE];
}

function whoIsCalled(card: CalledCard): string {
  const since = timeOfDay(card.since);
  if (card.on_duty) return `${whom(card)}, since ${since}. Nobody has answered yet.`;
  const outside = card.paged.length === 0 ? " Nobody outside has been called yet." : "";
  return `No moderator is on duty. Somebody has been needed since ${since}, and nobody has answered yet.${outside}`;
}

function whom({ alerting, everyone }: CalledCard): string {
  if (everyone) return "Every moderator on duty is called";
  return alerting === null ? "The moderators on duty see this on their wall" : `${alerting} is called`;
}

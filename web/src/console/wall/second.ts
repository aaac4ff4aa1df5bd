// Going ahead without the visitor's yes: at once, or after a second person's yes. The server has the last word.
import type { SecondLookCard, WallConversation } from "../../contract";
import { clock } from "../../shared/times";
import { secondsUntil } from "../clock";
import { onDuty } from "../duty";
import { waits } from "../parts/second_look";
import type { WithoutConsent } from "../service";
import type { Wall } from "./state";

export type When = "now" | "first";

type Around = Pick<Wall, "duty" | "health">;

/** One's own question that nobody has answered. */
export function ownQuestion({ second }: WallConversation): SecondLookCard | null {
  return second !== null && second.mine && waits(second) ? second : null;
}

/** Somebody else's question that waits: theirs is answered, not asked again. */
export function othersQuestion({ second }: WallConversation): SecondLookCard | null {
  return second !== null && !second.mine && waits(second) ? second : null;
}

export function whens(card: WallConversation, around: Around, rules: WithoutConsent, at: number): readonly When[] {
  const own = ownQuestion(card);
  if (own !== null) return goesAlone(card, own, around, rules, at) ? ["now"] : [];
  return pressing(card, rules) || alone(around) ? ["now", "first"] : ["first"];
}

function goesAlone(card: WallConversation, own: SecondLookCard, around: Around, rules: WithoutConsent, at: number): boolean {
  const waited = own.goes_alone_at !== null && secondsUntil(own.goes_alone_at, at) <= 0;
  return pressing(card, rules) || alone(around) || waited;
}

function pressing({ level }: WallConversation, { second }: WithoutConsent): boolean {
  return level >= second.at_once_from_level;
}

/** Nobody else is on duty who could be asked. */
function alone({ duty, health }: Around): boolean {
  const me = onDuty(duty) ? 1 : 0;
  return health !== null && health.moderators.length - me <= 0;
}

/** Under a question of one's own: how long one waits at most. */
export function waitInWords(own: SecondLookCard, at: number): string {
  const until = own.goes_alone_at;
  if (until === null || secondsUntil(until, at) <= 0) return "Nobody has answered yet. You may go ahead without an answer.";
  return `Nobody has answered yet. From ${clock(until)} on you may go ahead without an answer.`;
}

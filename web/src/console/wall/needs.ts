// What waits for this moderator: flags that nobody has, their own, and what they have begun; one line for each conversation.
import type { FlagCard, Level, ReferralCard, ReferralState, SecondLookCard, WallConversation } from "../../contract";
import { waits } from "../parts/second_look";
import { lullInWords } from "./lull_words";
import { flagWaits, riskFirst, worstFirst } from "./order";
import type { Wall } from "./state";

export interface Need {
  readonly conversation: string;
  readonly level: Level;
  readonly who: string;
  readonly what: string;
  /** It can't wait until this moderator looks at the wall again. */
  readonly presses: boolean;
  /** Where there is nothing to do but to know it: what it is remembered by when it is put away. */
  readonly dismiss: string | null;
}

/** What the owner of a referral does next. */
const STEPS: Readonly<Partial<Record<ReferralState, string>>> = {
  accepted: "The visitor said yes to a referral: hand them over.",
  declined: "The visitor said no to a referral: stay with them, or offer another way.",
  decided: "Help is decided without their yes: hand them over.",
  sent: "The referral is sent: the other side has not taken them over yet.",
  handed_over: "They are handed over: contact is not confirmed yet.",
  failed: "The referral did not work: another way is needed.",
};

/** The visitor, or the other side, has just answered. */
const PRESSES: readonly ReferralState[] = ["accepted", "declined", "failed"];

const ANSWER = "Your flag has become graver: look, and say that you have seen it.";

type Shown = Pick<Wall, "flags" | "conversations" | "dismissed">;

export function needsOf({ flags, conversations, dismissed }: Shown): readonly Need[] {
  const open = worstFirst(Object.values(flags)).filter((flag) => flag.state !== "resolved");
  const ofFlags = open.flatMap((flag) => ofFlag(flag, conversations[flag.conversation], dismissed));
  const named = new Set(ofFlags.map((one) => one.conversation));
  // Few of a large wall are one's own: only those are put in order.
  const others = Object.values(conversations).filter((card) => isOwn(card) && !named.has(card.id));
  return [...ofFlags, ...riskFirst(others).flatMap((card) => ofCard(card, dismissed))];
}

function ofFlag(flag: FlagCard, card: WallConversation | undefined, dismissed: readonly string[]): readonly Need[] {
  const need = { conversation: flag.conversation, level: flag.level, who: flag.pseudonym, presses: false, dismiss: null };
  if (flagWaits(flag)) return [{ ...need, what: flag.mine ? ANSWER : unclaimed(flag), presses: flag.mine }];
  const due = card && dueOf(card, dismissed);
  return flag.mine ? [{ ...need, what: "The flag is yours: resolve it when this is over.", ...due }] : [];
}

function unclaimed(flag: FlagCard): string {
  const nobody = flag.claimed_by === null ? "Nobody has this flag" : `${flag.claimed_by} does not answer to this flag`;
  return flag.calls_you ? `${nobody}, and you are called.` : `${nobody}${flag.claimed_by === null ? " yet" : ""}.`;
}

function isInside({ joined, reading, leading }: WallConversation): boolean {
  return joined || reading || leading;
}

/** One is in it, has begun something there, or is called to it. */
function isOwn(card: WallConversation): boolean {
  return isInside(card) || [card.referral?.mine, card.lull?.calls_you, card.second?.mine].includes(true);
}

function ofCard(card: WallConversation, dismissed: readonly string[]): readonly Need[] {
  const due = dueOf(card, dismissed);
  if (!isInside(card) && due === null) return [];
  const what = card.joined || card.leading ? "You are in this conversation." : "You read along.";
  return [{ conversation: card.id, level: card.level, who: card.pseudonym, what, presses: false, dismiss: null, ...due }];
}

type Due = Pick<Need, "what" | "presses" | "dismiss">;

/** Who waits for an answer first; then the next step of a referral. */
function dueOf({ lull, referral, second }: WallConversation, dismissed: readonly string[]): Due | null {
  if (lull?.calls_you) return { what: `The visitor ${lullInWords(lull)}.`, presses: true, dismiss: null };
  const asked = second?.mine ? ofSecond(second, dismissed) : null;
  return asked ?? (referral ? ofReferral(referral, dismissed) : null);
}

function ofReferral(referral: ReferralCard, dismissed: readonly string[]): Due | null {
  const what = STEPS[referral.state];
  if (what === undefined) return null;
  const dismiss = referral.state === "declined" ? `${referral.id} ${referral.offered_at}` : null;
  if (dismiss !== null && dismissed.includes(dismiss)) return null;
  return { what, presses: PRESSES.includes(referral.state), dismiss };
}

/** One's own question for a second person, while it waits and where the answer was no. */
function ofSecond(second: SecondLookCard, dismissed: readonly string[]): Due | null {
  if (waits(second)) return { what: "You asked a second person: nobody has answered yet.", presses: false, dismiss: null };
  const dismiss = `second ${second.id}`;
  if (second.state !== "declined" || dismissed.includes(dismiss)) return null;
  return { what: `${second.answered_by}, the second person, said no: read why.`, presses: true, dismiss };
}

// What waits for this moderator: flags that nobody has, their own, and what they have begun; one line for each conversation.
import type { FlagCard, Level, ReferralState, WallConversation } from "../../contract";
import { lullInWords } from "./lull_words";
import { riskFirst, unclaimed, worstFirst } from "./order";
import type { Wall } from "./state";

export interface Need {
  readonly conversation: string;
  readonly level: Level;
  readonly who: string;
  readonly what: string;
}

/** What the owner of a referral does next. */
const STEPS: Readonly<Partial<Record<ReferralState, string>>> = {
  accepted: "The visitor said yes to a referral: hand them over.",
  decided: "Help is decided without their yes: hand them over.",
  sent: "The referral is sent: the other side has not taken them over yet.",
  handed_over: "They are handed over: contact is not confirmed yet.",
  failed: "The referral did not work: another way is needed.",
};

const CALLED = "Nobody has this flag, and you are called.";

type Shown = Pick<Wall, "flags" | "conversations">;

export function needsOf({ flags, conversations }: Shown): readonly Need[] {
  const open = worstFirst(Object.values(flags)).filter((flag) => flag.state !== "resolved");
  const ofFlags = open.flatMap((flag) => ofFlag(flag, conversations[flag.conversation]));
  const named = new Set(ofFlags.map((one) => one.conversation));
  const inside = riskFirst(Object.values(conversations).filter(concerns)).filter((card) => !named.has(card.id));
  return [...ofFlags, ...inside.map(ofCard)];
}

function ofFlag(flag: FlagCard, card: WallConversation | undefined): readonly Need[] {
  const need = { conversation: flag.conversation, level: flag.level, who: flag.pseudonym };
  if (unclaimed(flag)) return [{ ...need, what: flag.calls_you ? CALLED : "Nobody has this flag yet." }];
  const what = unanswered(card) ?? step(card) ?? "The flag is yours: resolve it when this is over.";
  return flag.mine ? [{ ...need, what }] : [];
}

/** One is in it, or it calls everyone. */
function concerns(card: WallConversation): boolean {
  return card.reading || card.joined || card.leading || (card.lull?.calls_you ?? false);
}

function ofCard(card: WallConversation): Need {
  const what = unanswered(card) ?? step(card) ?? (card.joined ? "You are in this conversation." : "You read along.");
  return { conversation: card.id, level: card.level, who: card.pseudonym, what };
}

function unanswered(card: WallConversation | undefined): string | undefined {
  return card?.lull?.calls_you ? `The visitor ${lullInWords(card.lull)}.` : undefined;
}

function step(card: WallConversation | undefined): string | undefined {
  return card?.referral ? STEPS[card.referral.state] : undefined;
}

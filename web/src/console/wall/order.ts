// Which flag and which conversation comes first, which flag must sound, and what may be done where.
import type { FlagCard, FlagState, ReferralCard, ReferralState, WallConversation } from "../../contract";
import { wordsFor } from "../../shared/known";

const STATE_RANK: Readonly<Record<FlagState, number>> = { overdue: 0, raised: 1, called: 1, claimed: 2, resolved: 3 };

/** From this level on a flag is called urgent. */
export const URGENT = 3;

/** From this level on a flag that nobody has sounds at once; below it, when its clock calls one. */
export const SOUNDING = 4;

/** For somebody: nobody has it, its time is over, or it is one's own and calls one anew. Another's own is left to them first. */
export function flagWaits(flag: FlagCard): boolean {
  if (flag.state === "called") return flag.mine;
  return flag.state !== "claimed" && flag.state !== "resolved"; // in doubt it is nobody's: a state may be newer than this page
}

function rankOf(flag: FlagCard): number {
  return wordsFor(STATE_RANK, flag.state, STATE_RANK.raised);
}

/** It is in somebody's hands: it can be given back, or taken over. */
export function owned(flag: FlagCard): boolean {
  return flag.state === "claimed" || flag.state === "called";
}

/** Unresolved before resolved, then level, then overdue, then what is due first. */
export function worstFirst(flags: readonly FlagCard[]): readonly FlagCard[] {
  return [...flags].sort(
    (a, b) =>
      Number(a.state === "resolved") - Number(b.state === "resolved") ||
      b.level - a.level ||
      rankOf(a) - rankOf(b) ||
      order(a.due_at ?? a.raised_at, b.due_at ?? b.raised_at) ||
      order(a.id, b.id),
  );
}

type Compared = (a: WallConversation, b: WallConversation) => number;

/** Who has been here longest first, after those whom nobody answers. */
export function longestFirst(conversations: readonly WallConversation[]): readonly WallConversation[] {
  return lateFirst(conversations, (a, b) => order(a.since, b.since) || order(a.id, b.id));
}

/** Whom nobody has answered for too long comes before all others, the gravest of them first. */
function lateFirst(conversations: readonly WallConversation[], rest: Compared): readonly WallConversation[] {
  const late: WallConversation[] = [];
  const others: WallConversation[] = [];
  for (const one of conversations) (one.lull?.late ? late : others).push(one);
  late.sort((a, b) => b.level - a.level || order(a.lull?.since ?? "", b.lull?.since ?? "") || rest(a, b));
  return [...late, ...others.sort(rest)];
}

/** Plain comparison: the browser's own words-in-a-language order costs a hundred times as much. */
function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Risk before waiting time, after those whom nobody answers. */
export function riskFirst(conversations: readonly WallConversation[]): readonly WallConversation[] {
  return lateFirst(conversations, (a, b) => b.level - a.level || order(a.since, b.since) || order(a.id, b.id));
}

/** What an answer to the sound is remembered by: when it becomes graver, somebody calls, or its clock begins anew or runs out, it sounds again. */
export function soundOf(flag: FlagCard): string {
  return `${flag.id} ${flag.graver} ${flag.clock_from} ${flag.lapses}`;
}

/** Flags that must sound: grave or calling this moderator, not yet answered. One's own is answered before all, never only on this page. */
export function sounding(flags: readonly FlagCard[], silenced: readonly string[]): readonly FlagCard[] {
  return flags.filter(
    (flag) => flagWaits(flag) && (flag.level >= SOUNDING || flag.calls_you) && (flag.mine || !silenced.includes(soundOf(flag))),
  );
}

/** One referral at a time: an open one is carried to its end first. */
export function mayRefer(card: WallConversation): boolean {
  return card.referral?.state !== "offered" && !carried(card);
}

/** Where a life is in danger: whatever was offered, but not over a yes. */
export function mayDecide(card: WallConversation, fromLevel: number): boolean {
  return card.kind !== "room" && card.level >= fromLevel && !carried(card);
}

/** To the outside responder, once it is known what may be passed on. */
export function mayBeSent({ state, resource }: ReferralCard): boolean {
  return resource.id === "responder" && (state === "accepted" || state === "decided");
}

const CARRIED: readonly (ReferralState | undefined)[] = ["accepted", "decided", "sent", "handed_over"];

function carried({ referral }: WallConversation): boolean {
  return CARRIED.includes(referral?.state);
}

/** The card `by` places further down (or up), staying within the list. */
export function stepFrom(ids: readonly string[], chosen: string | null, by: number): string | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen);
  const to = at === -1 ? 0 : Math.min(ids.length - 1, Math.max(0, at + by));
  return ids[to] ?? null;
}

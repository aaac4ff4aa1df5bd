// What a screen reader is told, with which sound, about flags that are new and about one's own.
import type { FlagCard, ReferralCard } from "../../contract";
import type { Tone } from "../alert/ring";
import { flagWaits, URGENT } from "./order";
import type { Wall } from "./state";

export interface News {
  readonly words: string;
  readonly tone: Tone;
}

type Shown = Pick<Wall, "flags" | "conversations">;

/** "3 new flags, 1 urgent": counts, never words. Empty where nothing is new, has become worse or has lost its owner. */
export function newsOf(before: readonly FlagCard[], after: readonly FlagCard[]): string {
  const known = new Map(before.map((flag) => [flag.id, flag]));
  const fresh = after.filter((flag) => flagWaits(flag) && !flag.mine && isNews(known.get(flag.id), flag));
  if (fresh.length === 0) return "";
  const urgent = fresh.filter((flag) => flag.level >= URGENT).length;
  const flags = fresh.length === 1 ? "1 new flag" : `${fresh.length} new flags`;
  return urgent === 0 ? flags : `${flags}, ${urgent} urgent`;
}

/** A flag that somebody had waits again when they are gone, give it back or do not answer: another must take it. */
function isNews(known: FlagCard | undefined, flag: FlagCard): boolean {
  return known === undefined || flag.level > known.level || !flagWaits(known);
}

/** To a flag that somebody follows they are called first: what is new on it must reach them. */
export function newsOfMine(before: Shown, after: Shown): News | null {
  const had = Object.values(after.flags).filter((flag) => before.flags[flag.id]?.mine);
  const mine = had.filter((flag) => flag.mine);
  const graver = mine.some((flag) => flagWaits(flag) && isNews(before.flags[flag.id], flag));
  if (graver) return { words: "A flag of yours has become graver: answer it", tone: "urgent" };
  const late = mine.filter((flag) => hasRunOut(referralOf(before, flag), referralOf(after, flag)));
  if (late.length > 0) return { words: "A referral of yours has waited too long", tone: toneFor(late) };
  if (mine.some((flag) => failed(after, flag) && !failed(before, flag))) return soft("A referral of yours did not work");
  const lost = had.find((flag) => flag.was_yours && !flag.mine);
  if (lost !== undefined) return soft(`${lost.claimed_by ?? "Somebody"} has taken over a flag of yours`);
  return mine.some((flag) => saysMore(before.flags[flag.id], flag)) ? soft("Something new on a flag of yours") : null;
}

/** The same words give the same reason: then the message that it points at is another. */
function saysMore(before: FlagCard | undefined, after: FlagCard): boolean {
  return before !== undefined && (after.reasons.length > before.reasons.length || after.seq > before.seq);
}

/** The same step of the same offer has been given more time: nobody took it in the time it had, however often that was so. */
function hasRunOut(before: ReferralCard | null, after: ReferralCard | null): boolean {
  if (before === null || before.id !== after?.id) return false;
  const same = before.state === after.state && before.offered_at === after.offered_at;
  return same && Date.parse(after.expires_at) > Date.parse(before.expires_at);
}

/** With a grave flag as loud as one that nobody has: somebody in danger waits. */
function toneFor(flags: readonly FlagCard[]): Tone {
  return flags.some((flag) => flag.level >= URGENT) ? "urgent" : "soft";
}

function soft(words: string): News {
  return { words, tone: "soft" };
}

function failed(shown: Shown, flag: FlagCard): boolean {
  return referralOf(shown, flag)?.state === "failed";
}

function referralOf({ conversations }: Shown, { conversation }: FlagCard): ReferralCard | null {
  return conversations[conversation]?.referral ?? null;
}

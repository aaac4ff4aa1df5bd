// What a screen reader is told, with which sound, about flags that are new and about one's own.
import type { FlagCard, ReferralCard } from "../../contract";
import type { Tone } from "../alert/ring";
import { unclaimed, URGENT } from "./order";
import type { Wall } from "./state";

export interface News {
  readonly words: string;
  readonly tone: Tone;
}

type Shown = Pick<Wall, "flags" | "conversations">;

/** "3 new flags, 1 urgent": counts, never words. Empty where nothing is new, has become worse or has lost its owner. */
export function newsOf(before: readonly FlagCard[], after: readonly FlagCard[]): string {
  const known = new Map(before.map((flag) => [flag.id, flag]));
  const fresh = after.filter((flag) => unclaimed(flag) && isNews(known.get(flag.id), flag));
  if (fresh.length === 0) return "";
  const urgent = fresh.filter((flag) => flag.level >= URGENT).length;
  const flags = fresh.length === 1 ? "1 new flag" : `${fresh.length} new flags`;
  return urgent === 0 ? flags : `${flags}, ${urgent} urgent`;
}

/** A flag that was claimed is nobody's again when its owner is gone: somebody else must take it. */
function isNews(known: FlagCard | undefined, flag: FlagCard): boolean {
  return known === undefined || flag.level > known.level || !unclaimed(known);
}

/** On a flag that somebody follows nobody else is called: what is new on it must reach them. */
export function newsOfMine(before: Shown, after: Shown): News | null {
  const mine = Object.values(after.flags).filter((flag) => flag.mine && before.flags[flag.id]?.mine);
  const waits = mine.filter((flag) => hasRunOut(referralOf(before, flag), referralOf(after, flag)));
  if (waits.length > 0) return { words: "A referral of yours has waited too long", tone: toneFor(waits) };
  if (mine.some((flag) => failed(after, flag) && !failed(before, flag))) return soft("A referral of yours did not work");
  const more = mine.some(({ id, reasons }) => reasons.length > (before.flags[id]?.reasons.length ?? 0));
  return more ? soft("Something new on a flag of yours") : null;
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

// The visitor's yes or no to a referral: whoever offered it, or has the flag, hears it once.
import type { ReferralCard } from "../../contract";
import type { News } from "./news";
import { URGENT } from "./order";
import type { Wall } from "./state";

type Shown = Pick<Wall, "flags" | "conversations">;

/** Also where the answer was here before this page had seen the offer. */
export function newsOfAnswers(before: Shown, after: Shown): News | null {
  const followed = new Set(Object.values(after.flags).filter((flag) => flag.mine).map((flag) => flag.conversation));
  const answered = Object.values(after.conversations).filter(({ id, referral }) => {
    const known = before.conversations[id];
    return referral !== null && known !== undefined && isAnswer(known.referral, referral) && (referral.mine || followed.has(id));
  });
  if (answered.length === 0) return null;
  const said = answered.some(({ referral }) => referral?.state === "accepted") ? "yes" : "no";
  const grave = answered.some((card) => card.level >= URGENT);
  return { words: `The visitor said ${said} to a referral of yours`, tone: grave ? "urgent" : "offer" };
}

/** To one's own question for a second person: they act on it at once. */
export function newsOfSeconds(before: Shown, after: Shown): News | null {
  const answered = Object.values(after.conversations).find(({ id, second }) => {
    const known = before.conversations[id]?.second ?? null;
    return second !== null && second.mine && second.state !== "asked" && known !== null && known.id === second.id && known.state === "asked";
  });
  const second = answered?.second ?? null;
  if (second === null) return null;
  const said = second.state === "approved" ? "yes" : "no";
  return { words: `${second.answered_by}, the second person, said ${said}`, tone: "urgent" };
}

function isAnswer(before: ReferralCard | null, after: ReferralCard): boolean {
  if (after.state !== "accepted" && after.state !== "declined") return false;
  return before?.state !== after.state || before.id !== after.id || before.offered_at !== after.offered_at;
}

// Where a referral stands, in one sentence.
import { clock } from "../../shared/times";
import type { ReferralCard, ReferralState } from "../../contract";
import { inPlain } from "../../shared/known";

const STATES: Readonly<Record<ReferralState, string>> = {
  offered: "offered, the visitor has not answered yet",
  accepted: "the visitor accepted it",
  declined: "the visitor declined it",
  sent: "sent, they have not taken them over yet",
  decided: "decided without the visitor's yes, not handed over yet",
  expired: "the visitor did not answer in time",
  handed_over: "handed over, not confirmed yet",
  confirmed: "the other service confirmed contact",
  failed: "the hand-over did not work, another way is needed",
};

export function referralInWords(referral: ReferralCard): string {
  const reference = referral.reference ? ` (${referral.reference})` : "";
  return `Referral to ${referral.resource.name}: ${inPlain(STATES, referral.state)}${confirmed(referral)}${reference}.${sentInWords(referral)}`;
}

function confirmed({ confirmed_at, confirmed_by }: ReferralCard): string {
  if (confirmed_at === null) return "";
  const noted = confirmed_by === "" ? "" : `, noted by ${confirmed_by}`;
  return ` at ${clock(confirmed_at)}${noted}`;
}

/** How the sending goes; silence is told, too. */
function sentInWords({ sent, state }: ReferralCard): string {
  if (sent === null || (state !== "sent" && state !== "failed")) return "";
  if (sent.delivered_at !== null) return ` They have it since ${clock(sent.delivered_at)}; they say: ${sent.said}.`;
  if (sent.tries === 0) return " It is on its way.";
  const tries = sent.tries === 1 ? "1 try" : `${sent.tries} tries`;
  return ` They did not take it${state === "failed" ? "" : " yet"}: ${tries}, the last answer was ${sent.said}.`;
}

// Where a referral stands, in one sentence.
import type { ReferralCard, ReferralState } from "../../contract";

const STATES: Readonly<Record<ReferralState, string>> = {
  offered: "offered, the visitor has not answered yet",
  accepted: "the visitor accepted it",
  declined: "the visitor declined it",
  decided: "decided without the visitor's yes, not handed over yet",
  expired: "the visitor did not answer in time",
  handed_over: "handed over, not confirmed yet",
  confirmed: "the other service confirmed contact",
  failed: "the hand-over did not work",
};

export function referralInWords(referral: ReferralCard): string {
  const reference = referral.reference ? ` (${referral.reference})` : "";
  return `Referral to ${referral.resource.name}: ${STATES[referral.state]}${reference}.`;
}

// Which conversations that have ended are shown. The address holds it: it can be kept and sent.
import type { Level, Outcome, ReferralState, ShowReview } from "../../contract";

export interface Looking {
  readonly level: Level;
  readonly outcome: Outcome | "";
  readonly referral: ReferralState | "any" | "";
  readonly unsigned: boolean;
  /** The page after the one that ended with this. */
  readonly before: string;
  readonly after: string;
}

export const ALL: Looking = { level: 0, outcome: "", referral: "", unsigned: false, before: "", after: "" };

export const OUTCOMES: readonly Outcome[] = ["confirmed", "false_alarm", "handed_on"];
export const REFERRALS: readonly ReferralState[] = [
  ...(["offered", "accepted", "declined", "sent", "decided"] as const),
  ...(["expired", "handed_over", "confirmed", "failed"] as const),
];

/** From "#review?level=3&unsigned=true". What can't be read is as if it were not there. */
export function lookingOf(hash: string): Looking {
  const said = new URLSearchParams(hash.split("?")[1] ?? "");
  const before = said.get("before") ?? "";
  const known = !Number.isNaN(Date.parse(before));
  return {
    level: levelOf(Number(said.get("level"))),
    outcome: OUTCOMES.find((one) => one === said.get("outcome")) ?? "",
    referral: said.get("referral") === "any" ? "any" : (REFERRALS.find((one) => one === said.get("referral")) ?? ""),
    unsigned: said.get("unsigned") === "true",
    before: known ? before : "",
    after: known ? (said.get("after") ?? "") : "",
  };
}

export function hashOf(looking: Looking): string {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(looking)) {
    if (value !== ALL[name as keyof Looking]) said.set(name, String(value));
  }
  const query = said.toString();
  return query === "" ? "#review" : `#review?${query}`;
}

export function asked(looking: Looking): ShowReview {
  const { referral } = looking;
  return {
    level: looking.level,
    unsigned: looking.unsigned,
    before: looking.before === "" ? null : looking.before,
    after: looking.after,
    outcome: looking.outcome === "" ? null : looking.outcome,
    referred: referral !== "",
    referral: referral === "" || referral === "any" ? null : referral,
  };
}

function levelOf(said: number): Level {
  return said === 1 || said === 2 || said === 3 || said === 4 ? said : 0;
}

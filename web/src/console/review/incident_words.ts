// What happened in an incident, in words.
import type { Ending, HappeningCard, Hindrance, IncidentKind } from "../../contract";
import { clock, day } from "../../shared/times";

export function atInWords(moment: string): string {
  return `${day(moment)}, ${clock(moment)}`;
}

export const KINDS: Readonly<Record<IncidentKind, string>> = {
  opened: "The visitor came",
  ended: "The conversation ended",
  flag_raised: "Flag raised",
  flag_claimed: "Flag claimed",
  flag_resolved: "Flag resolved",
  level: "Level changed",
  page: "Pager",
  audit: "Written down",
  answered: "Answered after the end",
  told_later: "Told later, by the code",
  referral: "Referral",
  second_asked: "Second person asked",
  second_said: "Second person answered",
};

export const ENDINGS: Readonly<Record<Ending, string>> = {
  reached: "Help reached them",
  safe: "They were safe without help from here",
  not_reached: "Help did not reach them",
  not_known: "Nobody knows",
};

export const HINDRANCES: Readonly<Record<Hindrance, string>> = {
  open: "the conversation has not ended",
  flag: "a flag is not resolved",
  referral: "a referral is still carried",
  second: "what was done without the visitor's yes is not looked at by a second person",
  yours: "you went ahead without the visitor's yes, so another moderator must sign it off",
};

const NAMES: Readonly<Record<string, string>> = {
  alarms_before: "alarms before",
  did: "did",
  reached: "in touch with them",
  helped: "helped (1 no, 2 a little, 3 yes)",
  distress: "how bad it is now (of 10)",
  words: "wrote something",
  safe: "safe",
  entry: "audit entry",
};

/** "channel: webhook · attempt: 1 · delivered: no · status: 500". */
export function factsInWords({ facts }: HappeningCard): string {
  const told = Object.entries(facts).filter(([, value]) => value !== "");
  return told.map(([name, value]) => `${NAMES[name] ?? name}: ${value.replaceAll("_", " ")}`).join(" · ");
}

// What a peer is asked after a conversation, in words.
import type { FollowUp, Level, Went } from "../../contract";

export interface Written {
  readonly topics: readonly string[];
  readonly note: string;
  readonly debrief: boolean;
  readonly went: Went | null;
  readonly level: Level | null;
  readonly follow_ups: readonly FollowUp[];
  readonly travels: boolean;
}

export const WENT: readonly (readonly [Went, string])[] = [
  ["calmer", "They seemed calmer at the end"],
  ["same", "About the same as at the start"],
  ["worse", "They seemed worse at the end"],
  ["broke_off", "It broke off before an end"],
  ["not_for_us", "It was not a request for support, or it was abuse"],
];

export const LEVELS: readonly (readonly [Level, string])[] = [
  [0, "Not worried"],
  [1, "A little worried"],
  [2, "There were thoughts of suicide or abuse"],
  [3, "There was a plan, the means or the intent"],
  [4, "In danger now: a moderator knows"],
];

export const FOLLOW_UPS: readonly (readonly [FollowUp, string])[] = [
  ["service", "They wanted to turn to a helpline or service"],
  ["plan", "They have a safety plan"],
  ["come_back", "They would like to come back here"],
  ["look", "A moderator should look at it again"],
];

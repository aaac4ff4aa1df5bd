// What a coach saw, in words.
import type { Seen } from "../../contract";

export const SEEN_WORDS: Readonly<Record<Seen, string>> = {
  seen: "Seen",
  partly: "Partly",
  not_seen: "Not seen",
  does_not_apply: "Does not apply",
};

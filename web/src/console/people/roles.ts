// The roles of staff in words.
import type { Role } from "../../contract";

export const STAFF_ROLES = ["peer", "facilitator", "mentor", "coach", "moderator", "administrator"] as const satisfies readonly Role[];

const NAMES: Readonly<Record<(typeof STAFF_ROLES)[number], string>> = {
  peer: "a peer",
  facilitator: "a facilitator of rooms",
  mentor: "a mentor of new peers",
  coach: "a coach",
  moderator: "a moderator",
  administrator: "an administrator",
};

/** "a peer and a moderator" */
export function rolesInWords(roles: readonly Role[]): string {
  const words = STAFF_ROLES.filter((role) => roles.includes(role)).map((role) => NAMES[role]);
  if (words.length === 0) return "nobody yet";
  const last = words[words.length - 1] ?? "";
  return words.length === 1 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

// What stands between an offer and the ear of who waits for it, in words. Pure.
import type { Permission } from "./notify";

export type Sound = "ready" | "held" | "none";

/** Only what is not well; empty where everything is. */
export function whatDoesNotReach(sound: Sound, permission: Permission): readonly string[] {
  return [BY_EAR[sound], BY_EYE[permission]].filter((words) => words !== "");
}

const BY_EAR: Readonly<Record<Sound, string>> = {
  ready: "",
  held: "The browser holds sound back, so an offer would not ring: press anything on this page.",
  none: "This browser has no sound: keep this page in sight.",
};

const BY_EYE: Readonly<Record<Permission, string>> = {
  granted: "",
  default: "Desktop notices are not allowed yet: under Alerts you can allow them.",
  denied: "The browser blocks desktop notices: an offer rings, and shows only on this page.",
  none: "This browser has no desktop notices: an offer rings, and shows only on this page.",
};

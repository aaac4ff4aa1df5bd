// Nobody is on duty: then whoever has a console open is called, on duty or not.
import { onDuty } from "../duty";
import { sounding } from "./order";
import type { Wall } from "./state";

export const NOBODY_ON_DUTY = "Nobody is on duty. Somebody needs a moderator.";

export function nobodyOnDuty({ health }: Wall): boolean {
  return health !== null && health.moderators.length === 0;
}

/** Do flags sound for this moderator? */
export function isCalled(wall: Wall): boolean {
  return onDuty(wall.duty) || nobodyOnDuty(wall);
}

/** Flags sound here only because nobody else would hear them. */
export function calledOffDuty(wall: Wall): boolean {
  if (onDuty(wall.duty) || !nobodyOnDuty(wall)) return false;
  return sounding(Object.values(wall.flags), wall.silenced).length > 0;
}

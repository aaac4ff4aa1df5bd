// Shift three times within five seconds leaves. Shift with a letter is writing, and does not count.

const WITHIN = 5000;
export const NEEDED = 3;

export interface Shifts {
  readonly presses: readonly number[];
  /** Shift is down, and nothing else was pressed with it. */
  readonly alone: boolean;
}

export const NO_SHIFTS: Shifts = { presses: [], alone: false };

export interface Key {
  readonly key: string;
  readonly down: boolean;
  readonly at: number;
}

export function afterKey(shifts: Shifts, { key, down, at }: Key): Shifts {
  if (key !== "Shift") return down ? NO_SHIFTS : shifts;
  if (down) return { ...shifts, alone: true };
  if (!shifts.alone) return shifts;
  return { presses: [...fresh(shifts, at), at], alone: false };
}

/** How many presses count at this moment. */
export function counted(shifts: Shifts, at: number): number {
  return fresh(shifts, at).length;
}

function fresh(shifts: Shifts, at: number): readonly number[] {
  return shifts.presses.filter((press) => at - press < WITHIN);
}

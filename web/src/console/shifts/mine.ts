// One's own shifts, read again each minute: the reminder and the page show the same.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Me, MyShifts, Planned } from "../../contract";
import { ask } from "../api";

const AGAIN = 60_000; // milliseconds

export const mine = signal<MyShifts | null>(null);

export async function readMine(): Promise<void> {
  const answer = await ask("/api/shifts/mine", {});
  if (answer.ok) mine.value = answer.body;
}

export function worksOnShifts(me: Me): boolean {
  return me.roles.includes("peer") || me.roles.includes("moderator");
}

export function useMine(me: Me): void {
  useEffect(() => {
    if (!worksOnShifts(me)) return;
    void readMine();
    const timer = setInterval(() => void readMine(), AGAIN);
    return () => {
      clearInterval(timer);
      mine.value = null;
    };
  }, [me]);
}

export type Due = "later" | "soon" | "check_in" | "late";

/** How pressing the next shift is at this moment; null where there is nothing to say. */
export function dueOf(one: Planned, my: MyShifts, at: number): Due | null {
  if (one.state !== "taken" || Date.parse(one.ends_at) <= at) return null;
  const minutes = (Date.parse(one.starts_at) - at) / 60_000;
  if (minutes <= 0) return "late";
  if (minutes <= my.check_in_minutes) return "check_in";
  return minutes <= my.remind_hours * 60 ? "soon" : "later";
}

/** The first that is worth a reminder. */
export function nextDue(my: MyShifts, at: number): { readonly shift: Planned; readonly due: Due } | null {
  for (const shift of my.shifts) {
    const due = dueOf(shift, my, at);
    if (due !== null) return due === "later" ? null : { shift, due };
  }
  return null;
}

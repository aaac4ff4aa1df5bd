// Shifts in words and in order: days are the rota's, times are on the rota's clock.
import type { ClocksChange, Need, Role, ShiftCard, SignedUp } from "../../contract";

const DAYS_OF_A_WEEK = 7;

/** The seven days from this one on, as ISO dates. */
export function daysFrom(monday: string): readonly string[] {
  return Array.from({ length: DAYS_OF_A_WEEK }, (_, n) => later(monday, n));
}

export function later(day: string, days: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export interface Row {
  readonly block: string;
  readonly name: string;
  readonly cells: Readonly<Record<string, ShiftCard>>;
}

/** One row for each block of the week, by the time of day at which it begins. */
export function rowsOf(shifts: readonly ShiftCard[], zone: string): readonly Row[] {
  const first = new Map<string, ShiftCard>();
  for (const card of shifts) if (!first.has(card.block)) first.set(card.block, card);
  return [...first.values()]
    .sort((a, b) => clockIn(a.starts_at, zone).localeCompare(clockIn(b.starts_at, zone)))
    .map(({ block, name }) => {
      const cells = shifts.filter((card) => card.block === block).map((card) => [card.day, card] as const);
      return { block, name, cells: Object.fromEntries(cells) };
    });
}

/** 18:00, on the clock of this zone. */
export function clockIn(at: string, zone: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone });
}

export function timesOf(card: Pick<ShiftCard, "starts_at" | "ends_at">, zone: string): string {
  return `${clockIn(card.starts_at, zone)}–${clockIn(card.ends_at, zone)}`;
}

/** Monday 2 March. A day of the rota has no zone. */
export function dayInWords(day: string, locale?: string): string {
  return inUtc(day, locale, { weekday: "long", day: "numeric", month: "long" });
}

/** Mon 2 Mar. */
export function shortDay(day: string, locale?: string): string {
  return inUtc(day, locale, { weekday: "short", day: "numeric", month: "short" });
}

function inUtc(day: string, locale: string | undefined, how: Intl.DateTimeFormatOptions): string {
  const locales = locale === undefined ? [] : [locale];
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(locales, { ...how, timeZone: "UTC" });
}

export function clocksInWords(clocks: ClocksChange, zone: string, locale?: string): string {
  const forward = clocks.minutes > 0;
  const when = `${dayInWords(clocks.day, locale)} at ${clocks.before}`;
  return (
    `The clocks in ${zone} go ${forward ? "forward" : "back"} on ${when}, to ${clocks.after}. ` +
    `Shifts keep their time on the clock. One that is on at that moment is ` +
    `${Math.abs(clocks.minutes)} minutes ${forward ? "shorter" : "longer"}.`
  );
}

export function gaps(card: ShiftCard): readonly Need[] {
  return card.over ? [] : card.needs.filter((need) => need.missing > 0);
}

/** "2 peers and 1 moderator". */
export function missingInWords(needs: readonly Need[]): string {
  return needs.map(({ role, missing }) => `${missing} ${missing === 1 ? role : `${role}s`}`).join(" and ");
}

export function mineIn(card: ShiftCard): SignedUp | undefined {
  return card.people.find((one) => one.mine);
}

export function hereIn(card: ShiftCard, role: Role): number {
  return card.people.filter((one) => one.role === role).length;
}

export function stateInWords(one: SignedUp, over: boolean): string {
  if (one.late) return "late";
  if (one.state === "present") return "here";
  if (one.state === "ended") return "has left";
  return over ? "did not check in" : "signed up";
}

// Times as people in this browser write them.

const HOURS: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };

/** 14:05 or 2:05 PM. */
export function clock(at: string, locale?: string): string {
  return new Date(at).toLocaleTimeString(locale === undefined ? [] : [locale], HOURS);
}

/** 2 June 2026. For `checked_on` and the like, which are days and have no zone. */
export function day(date: string, locale?: string): string {
  return new Date(`${date.slice(0, 10)}T12:00:00Z`).toLocaleDateString(
    locale === undefined ? [] : [locale],
    { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  );
}

/** Tuesday 24 November at 18:00, where this browser is. */
export function moment(at: string, locale?: string): string {
  return new Date(at).toLocaleString(locale === undefined ? [] : [locale], {
    ...HOURS,
    ...{ weekday: "long", day: "numeric", month: "long" },
  });
}

/** 0:07, 12:30, 1:02:09. For clocks that run. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(whole % 60)}`
    : `${minutes}:${two(whole % 60)}`;
}

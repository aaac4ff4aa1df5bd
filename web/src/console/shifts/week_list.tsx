// A week on a phone: day after day.
import { ShiftButton } from "./shift_button";
import type { WeekProps } from "./week_table";
import { dayInWords, daysFrom } from "./words";

export function WeekList({ week, open }: WeekProps) {
  const days = daysFrom(week.monday).filter((day) => week.shifts.some((card) => card.day === day));
  return (
    <>
      {days.map((day) => (
        <section key={day} aria-label={dayInWords(day)}>
          <h3>{dayInWords(day)}</h3>
          <ul class="plain-list">
            {week.shifts
              .filter((card) => card.day === day)
              .map((card) => (
                <li key={card.block}>
                  <ShiftButton card={card} zone={week.zone} open={open} named />
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}

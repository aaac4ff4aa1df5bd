// Which week it is, in whose time, and what the clocks do in it.
import type { Week } from "../../contract";
import { clocksInWords, dayInWords, later } from "./words";

export interface WeekHeadProps {
  readonly week: Week;
  readonly show: (day: string | null) => void;
}

export function WeekHead({ week, show }: WeekHeadProps) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <div class="row">
        <h2 id="week" class="grow">
          {dayInWords(week.monday)} to {dayInWords(later(week.monday, 6))}
        </h2>
        <Move to={later(week.monday, -7)} show={show}>
          Week before
        </Move>
        <Move to={week.monday === week.first ? null : week.first} show={show}>
          This week
        </Move>
        <Move to={week.monday < week.last ? later(week.monday, 7) : null} show={show}>
          Week after
        </Move>
      </div>
      <p class="quiet">
        Times are on the clock in {week.zone}.{here === week.zone ? "" : " Open a shift to see it on your own clock."}
      </p>
      {week.clocks === null ? null : <p class="clocks">{clocksInWords(week.clocks, week.zone)}</p>}
    </>
  );
}

interface MoveProps {
  readonly to: string | null;
  readonly show: (day: string) => void;
  readonly children: string;
}

function Move({ to, show, children }: MoveProps) {
  return (
    // Not `disabled`: that would throw the focus away.
    <button type="button" aria-disabled={to === null} onClick={() => to !== null && show(to)}>
      {children}
    </button>
  );
}

// The rota: a week as a table, or as a list on a phone; one's own shifts, swaps, and a calendar link.
import { useState } from "preact/hooks";
import type { Me, ShiftCard, Week } from "../../contract";
import { useNarrow } from "../parts/narrow";
import { MyCoaching } from "../care/coaching";
import { FeedbackPart } from "../care/feedback";
import { MeterPart } from "../care/meter";
import { supervises, TeamMetersPart } from "../care/team_meters";
import { ForecastPart } from "../figures/forecast";
import { TroubleNote } from "../parts/trouble_note";
import { CalendarPart } from "./calendar";
import { worksOnShifts } from "./mine";
import { MyShiftsPart } from "./my_shifts";
import { ShiftDialog } from "./shift_dialog";
import { useWeek, type Weeks } from "./week";
import { WeekHead } from "./week_head";
import { WeekList } from "./week_list";
import { WeekTable } from "./week_table";

export function ShiftsPage({ me }: { readonly me: Me }) {
  const weeks = useWeek();
  return (
    <main class="page shifts" id="main">
      <h1>Shifts</h1>
      <TroubleNote trouble={weeks.trouble} dismiss={() => weeks.forget()} />
      {weeks.week === null ? <p role="status">One moment …</p> : <InFront week={weeks.week} weeks={weeks} />}
      {weeks.week === null ? null : <ForecastPart key={weeks.week.monday} monday={weeks.week.monday} />}
      {worksOnShifts(me) ? <MyShiftsPart weeks={weeks} /> : null}
      {worksOnShifts(me) ? <CalendarPart weeks={weeks} /> : null}
      {worksOnShifts(me) ? <MeterPart /> : null}
      {me.roles.includes("peer") ? <FeedbackPart /> : null}
      {me.roles.includes("peer") ? <MyCoaching /> : null}
      {supervises(me) ? <TeamMetersPart me={me} /> : null}
    </main>
  );
}

function InFront({ week, weeks }: { readonly week: Week; readonly weeks: Weeks }) {
  const [opened, setOpened] = useState<Pick<ShiftCard, "block" | "day"> | null>(null);
  const open = (card: ShiftCard) => {
    weeks.forget(); // it belongs to an earlier act
    setOpened(card);
  };
  const card = week.shifts.find((one) => one.block === opened?.block && one.day === opened.day);
  const All = useNarrow() ? WeekList : WeekTable;
  return (
    <section class="sheet" aria-labelledby="week">
      <WeekHead week={week} show={(day) => void weeks.show(day)} />
      {week.shifts.length === 0 ? <p>No shifts are planned in this week.</p> : <All week={week} open={open} />}
      {card === undefined ? null : <ShiftDialog card={card} week={week} weeks={weeks} close={() => setOpened(null)} />}
    </section>
  );
}

// A week at a desk: days across, blocks down. Arrow keys go from shift to shift, as Tab does.
import type { ShiftCard, Week } from "../../contract";
import { Wide } from "../parts/wide";
import { ShiftButton } from "./shift_button";
import { daysFrom, rowsOf, shortDay } from "./words";

export interface WeekProps {
  readonly week: Week;
  readonly open: (card: ShiftCard) => void;
}

export function WeekTable({ week, open }: WeekProps) {
  const days = daysFrom(week.monday);
  return (
    <div class="week">
      <Wide label="Shifts of the week">
        <thead>
          <tr>
            <th scope="col">Shift</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {shortDay(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(week.shifts, week.zone).map((row) => (
            <tr key={row.block}>
              <th scope="row">{row.name}</th>
              {days.map((day) => (
                <td key={day}>
                  <Cell card={row.cells[day]} week={week} open={open} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Wide>
    </div>
  );
}

function Cell({ card, week, open }: { readonly card: ShiftCard | undefined } & WeekProps) {
  return card === undefined ? null : <ShiftButton card={card} zone={week.zone} open={open} pressed={moved} />;
}

const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function moved(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof Element ? event.target.closest("td") : null;
  if (step === undefined || cell === null) return;
  event.preventDefault();
  next(cell, step)?.focus();
}

/** The nearest shift in this direction: not every day has one. */
function next(cell: HTMLTableCellElement, [down, across]: readonly [number, number]): HTMLButtonElement | null {
  const row = cell.parentElement as HTMLTableRowElement;
  const rows = [...(row.parentElement as HTMLTableSectionElement).rows];
  const sign = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
  let [y, x] = [rows.indexOf(row) + down, cell.cellIndex + across * sign];
  for (let at = rows[y]?.cells[x]; at !== undefined; at = rows[y]?.cells[x]) {
    const found = at.querySelector("button");
    if (found !== null) return found;
    [y, x] = [y + down, x + across * sign];
  }
  return null;
}

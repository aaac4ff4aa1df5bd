// One's own shifts from now on, and the swaps that wait for an answer.
import type { Planned, SwapCard } from "../../contract";
import { moment } from "../../shared/times";
import { Act } from "../parts/act";
import { mine } from "./mine";
import type { Weeks } from "./week";

export function MyShiftsPart({ weeks }: { readonly weeks: Weeks }) {
  const my = mine.value;
  if (my === null) return null;
  return (
    <>
      {my.swaps.length === 0 ? null : (
        <section class="sheet" aria-labelledby="swaps">
          <h2 id="swaps">Swaps</h2>
          <ul class="plain-list">
            {my.swaps.map((swap) => (
              <li key={swap.id}>{swap.mine ? <Asking swap={swap} weeks={weeks} /> : <Asked swap={swap} weeks={weeks} />}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="sheet" aria-labelledby="mine">
        <h2 id="mine">Your shifts</h2>
        {my.shifts.length === 0 ? <p>You have not signed up for any.</p> : null}
        <ul>
          {my.shifts.map((one) => (
            <li key={one.id}>{inWords(one)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function inWords(one: Planned): string {
  return `${one.name}, ${moment(one.starts_at)}, as a ${one.role}`;
}

interface SwapProps {
  readonly swap: SwapCard;
  readonly weeks: Weeks;
}

function Asked({ swap, weeks }: SwapProps) {
  const answer = (accept: boolean) => weeks.act("/api/shifts/swap/answer", { swap: swap.id, accept });
  return (
    <>
      <p>
        <strong>{swap.asked_by}</strong> asks you to take: {inWords(swap.gives)}.{" "}
        {swap.wants === null ? "You give nothing for it." : `You would give: ${inWords(swap.wants)}.`} To say no has no
        consequence.
      </p>
      <p class="row">
        <Act class="primary" run={() => answer(true)}>
          Yes, swap
        </Act>
        <Act run={() => answer(false)}>No</Act>
      </p>
    </>
  );
}

function Asking({ swap, weeks }: SwapProps) {
  return (
    <>
      <p>
        You asked <strong>{swap.asked}</strong> to take: {inWords(swap.gives)}.
      </p>
      <p class="row">
        <Act run={() => weeks.act("/api/shifts/swap/withdraw", { swap: swap.id })}>Take it back</Act>
      </p>
    </>
  );
}

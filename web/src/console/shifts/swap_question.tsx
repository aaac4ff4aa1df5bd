// Ask a colleague: they take this shift, and give one of theirs of this week, or nothing.
import { useState } from "preact/hooks";
import type { ShiftCard, SignedUp, Week } from "../../contract";
import { Act } from "../parts/act";
import { Choice } from "../parts/field";
import type { Weeks } from "./week";
import { shortDay, timesOf } from "./words";

export interface SwapQuestionProps {
  readonly mine: SignedUp;
  readonly card: ShiftCard;
  readonly week: Week;
  readonly weeks: Weeks;
  readonly done: () => void;
}

export function SwapQuestion({ mine, card, week, weeks, done }: SwapQuestionProps) {
  const colleagues = week.colleagues.filter(
    (one) => one.roles.includes(mine.role) && card.people.every((person) => person.staff !== one.id),
  );
  const [whom, setWhom] = useState(colleagues[0]?.id ?? "");
  const [wants, setWants] = useState("");
  const ask = async () => {
    const body = { gives: mine.id, colleague: whom, wants: wants === "" ? null : wants };
    if (await weeks.act("/api/shifts/swap/ask", body)) done();
  };
  if (colleagues.length === 0) return <p>There is nobody who could be asked.</p>;
  const choose = (id: string) => {
    setWhom(id);
    setWants(""); // it was the other one's
  };
  return (
    <>
      <Choice label="Whom" value={whom} options={colleagues.map(({ id, name }) => [id, name] as const)} change={choose} />
      <Choice label="And you take" value={wants} options={theirs(week, whom, mine)} change={setWants} />
      <p class="quiet">Until they say yes, the shift is yours.</p>
      <p class="row">
        <Act class="primary" run={ask}>
          Ask
        </Act>
        <button type="button" onClick={done}>
          Back
        </button>
      </p>
    </>
  );
}

function theirs(week: Week, whom: string, mine: SignedUp): readonly (readonly [string, string])[] {
  const found = week.shifts.flatMap((card) =>
    card.people
      .filter((one) => one.staff === whom && one.state === "taken" && week.roles.includes(one.role) && one.id !== mine.id)
      .map((one) => [one.id, `${shortDay(card.day)}, ${timesOf(card, week.zone)}`] as const),
  );
  return [["", "nothing"], ...found];
}

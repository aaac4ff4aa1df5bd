// What is next for this person, on every page: quiet the day before, plain when it is time.
import { useEffect } from "preact/hooks";
import type { Me, Planned } from "../../contract";
import { moment } from "../../shared/times";
import { notify } from "../alert/notify";
import { inWords, now, secondsSince, secondsUntil } from "../clock";
import { mine, nextDue, useMine, type Due } from "./mine";

export function Reminder({ me }: { readonly me: Me }) {
  useMine(me);
  const next = mine.value === null ? null : nextDue(mine.value, now.value);
  const calling = next !== null && next.due !== "soon" ? next.shift.id : null;
  useEffect(() => {
    if (calling !== null) notify("Your shift", calling);
  }, [calling]);
  return (
    <div role="status" class="reminder">
      {next === null ? null : <Words {...next} />}
      <Asked />
    </div>
  );
}

function Words({ shift, due }: { readonly shift: Planned; readonly due: Due }) {
  if (due === "soon") return <p class="quiet">Your next shift: {moment(shift.starts_at)}.</p>;
  const when =
    due === "late"
      ? `began ${inWords(secondsSince(shift.starts_at, now.value))} ago`
      : `begins in ${inWords(secondsUntil(shift.starts_at, now.value))}`;
  return (
    <p>
      <strong>Your shift {when}.</strong> {shift.role === "peer" ? PEER : MODERATOR}
    </p>
  );
}

const PEER = (
  <>
    <a href="#desk">Start a shift on your desk</a> to check in.
  </>
);

const MODERATOR = (
  <>
    <a href="#wall">Go on duty on the wall</a> to check in.
  </>
);

function Asked() {
  const asked = mine.value?.swaps.filter((one) => !one.mine) ?? [];
  if (asked.length === 0) return null;
  return (
    <p>
      <a href="#shifts">{asked.length === 1 ? "A colleague asks" : `${asked.length} colleagues ask`} you to swap a shift</a>.
    </p>
  );
}

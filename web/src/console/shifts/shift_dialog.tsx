// One shift: who is signed up, and what one can do about it.
import { useState } from "preact/hooks";
import type { Need, Role, ShiftCard, SignedUp, Week } from "../../contract";
import { moment } from "../../shared/times";
import { now } from "../clock";
import { Act } from "../parts/act";
import { Choice } from "../parts/field";
import { Modal } from "../parts/modal";
import { TroubleNote } from "../parts/trouble_note";
import { SwapQuestion } from "./swap_question";
import type { Weeks } from "./week";
import { dayInWords, hereIn, mineIn, stateInWords, timesOf } from "./words";

export interface ShiftDialogProps {
  readonly card: ShiftCard;
  readonly week: Week;
  readonly weeks: Weeks;
  readonly close: () => void;
}

export function ShiftDialog({ card, week, weeks, close }: ShiftDialogProps) {
  const mine = mineIn(card);
  const ahead = Date.parse(card.starts_at) > now.value;
  return (
    <Modal title={`${card.name}, ${dayInWords(card.day)}`} close={close}>
      <p>
        {timesOf(card, week.zone)} in {week.zone}
        <br />
        <span class="quiet">On your own clock: {moment(card.starts_at)}</span>
      </p>
      {card.needs.map((need) => (
        <People key={need.role} need={need} card={card} />
      ))}
      <TroubleNote trouble={weeks.trouble} />
      {mine === undefined && !card.over ? <Take card={card} week={week} weeks={weeks} /> : null}
      {mine !== undefined && ahead ? <Mine mine={mine} {...{ card, week, weeks }} /> : null}
      <p class="row">
        <button type="button" onClick={close}>
          Done
        </button>
      </p>
    </Modal>
  );
}

function People({ need, card }: { readonly need: Need; readonly card: ShiftCard }) {
  const people = card.people.filter((one) => one.role === need.role);
  return (
    <section aria-label={`${need.role}s`}>
      <h3>
        {need.role === "peer" ? "Peers" : "Moderators"}: {hereIn(card, need.role)} of {need.least}
      </h3>
      <ul>
        {people.map((one) => (
          <li key={one.id}>
            {one.mine ? "You" : one.name}: {one.late ? <strong>late</strong> : stateInWords(one, card.over)}
          </li>
        ))}
        {need.missing > 0 && !card.over ? <li class="gap-words">{need.missing} missing</li> : null}
      </ul>
    </section>
  );
}

type PartProps = Omit<ShiftDialogProps, "close">;

const WEEKS = [
  ["1", "This week only"],
  ["4", "Every week, 4 times"],
  ["52", "Every week, as far as the rota goes"],
] as const;

function Take({ card, week, weeks }: PartProps) {
  const [count, setCount] = useState("1");
  if (week.roles.length === 0) return null;
  const take = (role: Role) =>
    weeks.act("/api/shifts/take", { block: card.block, day: card.day, role, weeks: Number(count) });
  return (
    <>
      <Choice label="How often" value={count} options={WEEKS} change={setCount} />
      <p class="row">
        {week.roles.map((role) => (
          <Act key={role} class="primary" run={() => take(role)}>
            Sign up as a {role}
          </Act>
        ))}
      </p>
    </>
  );
}

function Mine({ mine, card, week, weeks }: PartProps & { readonly mine: SignedUp }) {
  const [asking, setAsking] = useState(false);
  const release = (onwards: boolean) => weeks.act("/api/shifts/release", { sign_up: mine.id, onwards });
  if (mine.state !== "taken") return null;
  if (asking) return <SwapQuestion {...{ mine, card, week, weeks }} done={() => setAsking(false)} />;
  return (
    <p class="row">
      <button type="button" onClick={() => setAsking(true)}>
        Ask a colleague to take it
      </button>
      <Act run={() => release(false)}>Give this one up</Act>
      {mine.series ? <Act run={() => release(true)}>Give this and all later ones up</Act> : null}
    </p>
  );
}

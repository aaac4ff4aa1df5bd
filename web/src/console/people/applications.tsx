// The board of applicants: who has applied, how far they are, and one of them opened.
import { useState } from "preact/hooks";
import type { ApplicationCard, ApplicationState } from "../../contract";
import { inPlain } from "../../shared/known";
import { day } from "../../shared/times";
import { useAsked } from "../care/use_asked";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { Applicant } from "./applicant";

export const STATES: Readonly<Record<ApplicationState, string>> = {
  applied: "to look at",
  invited: "invited",
  joined: "joined",
  declined: "declined",
  withdrawn: "taken back",
};

export function Applications() {
  const { body, trouble, again } = useAsked("/api/applications", {});
  const [open, setOpen] = useState<string | null>(null);
  if (body === null) return trouble === null ? null : <TroubleNote trouble={trouble} />;
  if (!body.open && body.applications.length === 0) return null;
  return (
    <section class="sheet" aria-labelledby="applications">
      <h2 id="applications">Applications</h2>
      <p>
        {body.open ? "People apply on " : "Closed for new ones. The page is "}
        <a href="/join">{body.page}</a>.
      </p>
      <TroubleNote trouble={trouble} />
      {body.applications.length === 0 ? null : <Table cards={body.applications} open={setOpen} />}
      {open === null ? null : (
        <Applicant
          key={open}
          id={open}
          changed={again}
          close={() => setOpen(null)}
        />
      )}
    </section>
  );
}

interface TableProps {
  readonly cards: readonly ApplicationCard[];
  readonly open: (id: string) => void;
}

function Table({ cards, open }: TableProps) {
  return (
    <Wide label="Table of applications">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Applied</th>
          <th scope="col">Stands</th>
          <th scope="col">References</th>
          <th scope="col">Check</th>
          <th scope="col">Agreement</th>
          <th scope="col">Kept until</th>
          <th scope="col">Look</th>
        </tr>
      </thead>
      <tbody>
        {cards.map((card) => (
          <tr key={card.id}>
            <th scope="row">{card.name}</th>
            <td>{day(card.applied_at)}</td>
            <td>{inPlain(STATES, card.state)}</td>
            <td>
              {card.given} of {card.asked}
            </td>
            <td>{card.checked ? "noted" : "–"}</td>
            <td>{card.agreed ? "agreed" : "–"}</td>
            <td>{day(card.forget_at)}</td>
            <td>
              <button type="button" aria-label={`Open: ${card.name}`} onClick={() => open(card.id)}>
                Open
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}

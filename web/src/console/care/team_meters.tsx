// For supervisors: who needs a rest, as far as policy shows it, and debriefs that nobody has booked.
import { useState } from "preact/hooks";
import type { Carried, DebriefCard, Me } from "../../contract";
import { inPlain } from "../../shared/known";
import { moment } from "../../shared/times";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { debriefInWords } from "./debriefs";
import { useAsked, type Asked } from "./use_asked";

type Team = Asked<"/api/meter/team">;

export function supervises(me: Me): boolean {
  return me.roles.includes("moderator") || me.roles.includes("administrator");
}

export function TeamMetersPart({ me }: { readonly me: Me }) {
  const team = useAsked("/api/meter/team", {});
  const { body, trouble } = team;
  return (
    <section class="sheet" aria-labelledby="team-meters">
      <h2 id="team-meters">Looking after the team</h2>
      <TroubleNote trouble={trouble} />
      <h3>Debriefs</h3>
      {body?.debriefs.length === 0 ? <p>Nobody waits for one.</p> : null}
      <ul class="plain-list">
        {body?.debriefs.map((card) => (
          <li key={card.id}>
            <Debrief card={card} own={card.name === me.name} team={team} />
          </li>
        ))}
      </ul>
      {body === null || body.people.every((one) => one.carrying === null) ? null : <People people={body.people} />}
    </section>
  );
}

interface DebriefProps {
  readonly card: DebriefCard;
  readonly own: boolean;
  readonly team: Team;
}

function Debrief({ card, own, team }: DebriefProps) {
  const [when, setWhen] = useState("");
  const book = () => team.act("/api/debrief/book", { debrief: card.id, at: new Date(when).toISOString() });
  return (
    <>
      <p>
        <strong>{card.name}</strong>: {debriefInWords(card)}
      </p>
      {own ? <p class="quiet">Yours: a colleague books it.</p> : null}
      {!own && card.state === "asked" ? (
        <p class="row">
          <label>
            When you have time for {card.name}{" "}
            <input type="datetime-local" value={when} onInput={(event) => setWhen(event.currentTarget.value)} />
          </label>
          {when === "" ? null : (
            <Act class="primary" run={book}>
              I take it
            </Act>
          )}
        </p>
      ) : null}
      {!own && card.state === "booked" ? (
        <p class="row">
          <Act run={() => team.act("/api/debrief/finish", { debrief: card.id })}>We have talked</Act>
        </p>
      ) : null}
    </>
  );
}

const STATE = { under: "under the cap", near: "near the cap", over: "at the cap" } as const;

function People({ people }: { readonly people: readonly Carried[] }) {
  return (
    <Wide label="What people carry">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">This week</th>
          <th scope="col">Rests</th>
        </tr>
      </thead>
      <tbody>
        {people.map((one) => (
          <tr key={one.name}>
            <th scope="row">{one.name}</th>
            <td>
              {one.carrying === null ? "" : inPlain(STATE, one.carrying)}
              {one.counted === null ? "" : ` (${one.counted} counted minutes)`}
            </td>
            <td>{one.resting_until === null ? "no" : `until ${moment(one.resting_until)}`}</td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}

// One's own meter: minutes by level and day. The numbers are this person's own.
import type { Carrying, Meter } from "../../contract";
import { inPlain } from "../../shared/known";
import { Act } from "../parts/act";
import { levelName } from "../parts/level";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { shortDay } from "../shifts/words";
import { debriefInWords } from "./debriefs";
import { MOODS } from "./end_of_shift";
import { Resting } from "./resting";
import { useAsked } from "./use_asked";

export const CARRYING: Readonly<Record<Carrying, string>> = {
  under: "Well under what we ask of anybody in a week.",
  near: "Near to what we ask of anybody in a week.",
  over: "As much as we ask of anybody in a week.",
};

const LEVELS = [0, 1, 2, 3, 4] as const;

export function MeterPart() {
  const { body, trouble, act } = useAsked("/api/meter", {});
  return (
    <section class="sheet" aria-labelledby="meter">
      <h2 id="meter">What you carry</h2>
      <TroubleNote trouble={trouble} />
      {body === null ? null : <Figures meter={body} />}
      <h3>Debriefs</h3>
      <ul>
        {body?.debriefs.map((card) => (
          <li key={card.id}>
            {debriefInWords(card)}{" "}
            <Act class="plain" run={() => act("/api/debrief/withdraw", { debrief: card.id })}>
              I don't need it any more
            </Act>
          </li>
        ))}
      </ul>
      <p class="row">
        <Act run={() => act("/api/debrief/ask", {})}>I would like to talk to somebody</Act>
      </p>
    </section>
  );
}

function Figures({ meter }: { readonly meter: Meter }) {
  return (
    <>
      <p>
        <strong>{inPlain(CARRYING, meter.carrying)}</strong> {meter.counted} of {meter.cap} counted minutes in seven days. A minute in
        a harder conversation counts more.
      </p>
      <Resting rest={meter.rest} />
      {meter.days.length === 0 ? null : (
        <Wide label="Minutes by day and level">
          <thead>
            <tr>
              <th scope="col">Day</th>
              {LEVELS.map((level) => (
                <th key={level} scope="col">
                  {levelName(level)}
                </th>
              ))}
              <th scope="col">The shift was</th>
            </tr>
          </thead>
          <tbody>
            {meter.days.map(({ day, minutes, mood }) => (
              <tr key={day}>
                <th scope="row">{shortDay(day)}</th>
                {minutes.map((count, level) => (
                  <td key={level}>{count === 0 ? "–" : `${count} min`}</td>
                ))}
                <td>{MOODS.find(([value]) => value === String(mood))?.[1] ?? ""}</td>
              </tr>
            ))}
          </tbody>
        </Wide>
      )}
    </>
  );
}

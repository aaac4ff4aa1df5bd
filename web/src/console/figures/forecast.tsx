// How many peers each hour of the week in front needs, beside those who are signed up.
import { useMemo } from "preact/hooks";
import type { Forecast } from "../../contract";
import { useAsked } from "../care/use_asked";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { clockIn, shortDay } from "../shifts/words";
import { Chart } from "./chart";

export function ForecastPart({ monday }: { readonly monday: string }) {
  const { body, trouble } = useAsked("/api/forecast", { day: monday });
  return (
    <section class="sheet" aria-labelledby="forecast">
      <h2 id="forecast">How many peers this week needs</h2>
      <TroubleNote trouble={trouble} />
      {body === null ? null : <Told forecast={body} />}
    </section>
  );
}

function Told({ forecast }: { readonly forecast: Forecast }) {
  if (!forecast.enough) return <p>Too little has happened in the last four weeks to say anything.</p>;
  return (
    <>
      <p>
        From who came in the last four weeks, and a conversation of {forecast.handling_minutes} minutes with its wrap-up: so
        many peers that {forecast.percent} of 100 people are answered within {forecast.answer_minutes} minutes.
      </p>
      <Hours forecast={forecast} />
    </>
  );
}

function Hours({ forecast }: { readonly forecast: Forecast }) {
  const { labels, series } = useMemo(() => pictured(forecast), [forecast]);
  return (
    <>
      <Chart title="Peers needed and signed up" labels={labels} series={series} />
      <details>
        <summary>As a table</summary>
        <Wide label="Peers needed and signed up">
          <thead>
            <tr>
              <th scope="col">Hour</th>
              <th scope="col">Needed</th>
              <th scope="col">Signed up</th>
            </tr>
          </thead>
          <tbody>
            {forecast.hours.map((hour, n) => (
              <tr key={hour.starts_at}>
                <th scope="row">{labels[n]}</th>
                <td>{hour.needed}</td>
                <td>{hour.signed_up}</td>
              </tr>
            ))}
          </tbody>
        </Wide>
      </details>
    </>
  );
}

function pictured({ hours, zone }: Forecast) {
  return {
    labels: hours.map((hour) => `${shortDay(dayIn(hour.starts_at, zone))} ${clockIn(hour.starts_at, zone)}`),
    series: [
      { name: "needed", values: hours.map((hour) => hour.needed) },
      { name: "signed up", values: hours.map((hour) => hour.signed_up) },
    ],
  };
}

/** The ISO date of a moment on the clock of this zone. */
function dayIn(at: string, zone: string): string {
  return new Date(at).toLocaleDateString("en-CA", { timeZone: zone });
}

// What happened, for those who run the line: tables, pictures of some of them, and a file.
import { useMemo, useState } from "preact/hooks";
import type { Report, ReportTable } from "../../contract";
import { moment } from "../../shared/times";
import { useAsked } from "../care/use_asked";
import { Choice } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { Chart } from "./chart";

const SPANS = [
  ["7", "the last 7 days"],
  ["28", "the last 28 days"],
] as const;

const PICTURED = ["Waits by hour", "Flags by hour and level"];

export function ReportPage() {
  const [days, setDays] = useState("28");
  return (
    <main class="page" id="main">
      <h1>Reports</h1>
      <Choice label="What happened in" value={days} options={SPANS} change={setDays} />
      <Loaded key={days} days={Number(days)} />
    </main>
  );
}

function Loaded({ days }: { readonly days: number }) {
  const { body, trouble } = useAsked("/api/report", { days });
  return (
    <>
      <TroubleNote trouble={trouble} />
      {body === null ? <p role="status">One moment …</p> : <Tables report={body} />}
    </>
  );
}

function Tables({ report }: { readonly report: Report }) {
  return (
    <>
      <p class="quiet">
        Since {moment(report.since)}, as far as it is still kept. Hours are those of {report.zone}. Counts under five are
        hidden, and those from which one of them would follow: a dash is hidden or not known.
      </p>
      <p>
        <a class="button" href={fileOf(report)} download="report.csv">
          Save as a file (CSV)
        </a>
      </p>
      {report.tables.map((table) => (
        <One key={table.title} table={table} />
      ))}
    </>
  );
}

function fileOf(report: Report): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(report.csv)}`;
}

function One({ table }: { readonly table: ReportTable }) {
  return (
    <section class="sheet" aria-label={table.title}>
      <h2>{table.title}</h2>
      {PICTURED.includes(table.title) ? <Picture table={table} /> : null}
      <Wide label={`Table: ${table.title}`}>
        <thead>
          <tr>
            <th scope="col">
              <span class="spoken">Group</span>
            </th>
            {table.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.label}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, n) => (
                <td key={table.columns[n]}>{cell ?? "–"}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </Wide>
    </section>
  );
}

function Picture({ table }: { readonly table: ReportTable }) {
  const { labels, series } = useMemo(() => {
    const rows = table.rows.slice(0, -1); // without the total
    return {
      labels: rows.map((row) => row.label),
      series: table.columns.map((name, n) => ({ name, values: rows.map((row) => row.cells[n] ?? null) })),
    };
  }, [table]);
  return <Chart title={table.title} labels={labels} series={series} />;
}

// How often the alarms were right, by the reason that they gave. Read when somebody opens it.
import { useState } from "preact/hooks";
import type { AlarmRecordCard, AlarmRecords as Found } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";

export function AlarmRecords() {
  const [records, setRecords] = useState<Found | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const opened = async (open: boolean) => {
    if (!open) return;
    const answer = await ask("/api/review/alarms", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setRecords(answer.body);
  };
  return (
    <details class="sheet" onToggle={(event) => void opened(event.currentTarget.open)}>
      <summary>How often alarms were right</summary>
      <p class="quiet small">
        From what moderators said on resolving flags in the last 90 days. Peers and moderators say in a chat where a hint was wrong;
        moderators say what the screen missed.
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {records === null || records.records.length === 0 ? (
        <p role="status">{records === null ? "One moment …" : "No flag has been resolved yet."}</p>
      ) : (
        <Records records={records.records} />
      )}
      {records === null || records.missed.length === 0 ? null : (
        <p>
          Moderators said that the screen missed:{" "}
          {records.missed.map((one) => `${one.concern.replaceAll("_", " ")} (${one.count})`).join(", ")}.
        </p>
      )}
    </details>
  );
}

function Records({ records }: { readonly records: readonly AlarmRecordCard[] }) {
  return (
    <Wide label="Table of alarms by reason">
      <thead>
        <tr>
          <th scope="col">Reason</th>
          <th scope="col">Right</th>
          <th scope="col">False</th>
          <th scope="col">Hints called wrong</th>
          <th scope="col">Share right, 95 % sure</th>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.reason}>
            <th scope="row">{record.reason}</th>
            <td>{record.right}</td>
            <td>{record.false}</td>
            <td>{record.wrong}</td>
            <td>
              {percent(record.low)} to {percent(record.high)}
            </td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

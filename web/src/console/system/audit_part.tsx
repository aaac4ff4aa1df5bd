// The audit: who did what, newest first, by one filter at a time, and whether its chain is whole.
import { useState } from "preact/hooks";
import type { AuditEntry, AuditVerified, ShowAudit } from "../../contract";
import { moment } from "../../shared/times";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";

type Only = Pick<ShowAudit, "who" | "did" | "about">;

export function AuditPart() {
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [more, setMore] = useState(false);
  const [only, setOnly] = useState<Only>({ who: null, did: null, about: null });
  const [did, setDid] = useState("");
  const [looked, setLooked] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const read = async (wanted: Only, kept: readonly AuditEntry[]) => {
    const answer = await ask("/api/audit", { ...wanted, before: kept.at(-1)?.id ?? 0 });
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setOnly(wanted);
    setEntries([...kept, ...answer.body.entries]);
    setMore(answer.body.more);
    setLooked(true);
  };
  const afresh = (wanted: Partial<Only>) => read({ who: null, did: null, about: null, ...wanted }, []);
  const named = did.trim().toLowerCase().replaceAll(" ", "_");
  return (
    <section class="sheet" aria-labelledby="audit">
      <h2 id="audit">Audit</h2>
      <p class="quiet small">Who did what and when, in a chain of hashes. That you look is an entry too.</p>
      <Verify />
      <Field label="Only what was done" hint="As it is called in the table, such as claim flag; empty for all." {...{ value: did, change: setDid, limit: 40 }} />
      <p>
        <Act run={() => afresh({ did: named === "" ? null : named })} class="primary">
          Show the audit
        </Act>
      </p>
      <TroubleNote trouble={trouble} />
      {looked ? <Entries entries={entries} only={only} afresh={afresh} /> : null}
      {more ? <Act run={() => read(only, entries)}>Older ones</Act> : null}
    </section>
  );
}

function Verify() {
  const [found, setFound] = useState<AuditVerified | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const answer = await ask("/api/audit/verify", {});
    setTrouble(answer.ok ? null : answer);
    setFound(answer.ok ? answer.body : null);
  };
  return (
    <>
      <p>
        <Act run={run}>Verify the whole chain</Act>
      </p>
      <TroubleNote trouble={trouble} />
      <div role="status">{found === null ? null : <Verified found={found} />}</div>
    </>
  );
}

function Verified({ found: { entries, last, broken } }: { readonly found: AuditVerified }) {
  if (broken !== null) return <p class="wrong">Entry {broken} is not what was written, or one before it is gone.</p>;
  return (
    <p>
      {entries} entries, none changed. The last hash, to be noted elsewhere: <code>{last === "" ? "none" : last}</code>
    </p>
  );
}

interface EntriesProps {
  readonly entries: readonly AuditEntry[];
  readonly only: Only;
  readonly afresh: (wanted: Partial<Only>) => Promise<void>;
}

function Entries({ entries, only, afresh }: EntriesProps) {
  const filter = [only.who, only.did, only.about].find((one) => one !== null);
  return (
    <>
      <p role="status">
        {entries.length === 0 ? "There is none." : `${entries.length} shown`}
        {filter === undefined ? "" : `, only of ${filter}`}
      </p>
      <Wide label="Table of the audit">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">Did</th>
            <th scope="col">About</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((one) => (
            <tr key={one.id}>
              <td>{moment(one.at)}</td>
              <td>
                <Act run={() => afresh({ who: one.who })} class="plain" label={`Only by ${one.name || one.who}`}>
                  {one.name || one.who}
                </Act>
              </td>
              <th scope="row">{one.did.replaceAll("_", " ")}</th>
              <td>
                <Act run={() => afresh({ about: one.about })} class="plain" label={`Only about ${one.about}`}>
                  {one.about}
                </Act>
              </td>
              <td>{one.reason}</td>
            </tr>
          ))}
        </tbody>
      </Wide>
    </>
  );
}

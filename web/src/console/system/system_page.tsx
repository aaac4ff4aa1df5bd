// The administrator's page of the house: what the doctor finds, and the audit.
import { useState } from "preact/hooks";
import type { Findings } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";
import { AuditPart } from "./audit_part";

export function SystemPage() {
  return (
    <main class="page" id="main">
      <h1>System</h1>
      <Doctor />
      <AuditPart />
    </main>
  );
}

/** Looked for when it is asked for: it takes seconds, and asks the pager's servers. */
function Doctor() {
  const [found, setFound] = useState<Findings | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const answer = await ask("/api/system", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setFound(answer.body);
  };
  return (
    <section class="sheet" aria-labelledby="doctor">
      <h2 id="doctor">How the house is</h2>
      <p class="quiet small">The same as warmline doctor says, from this web process: settings, keys, disk, database, worker, pager, backup.</p>
      <p>
        <Act run={run} class="primary">
          Look now
        </Act>
      </p>
      <TroubleNote trouble={trouble} />
      <div role="status">{found === null ? null : <Found found={found} />}</div>
    </section>
  );
}

const GRAVEST = ["broken", "look", "well"];

function Found({ found }: { readonly found: Findings }) {
  const sorted = [...found.findings].sort((a, b) => GRAVEST.indexOf(a.state) - GRAVEST.indexOf(b.state));
  return (
    <Wide label="Table of findings">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Part</th>
          <th scope="col">What was found</th>
          <th scope="col">What to do</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((one, at) => (
          <tr key={at}>
            <td>{one.state === "well" ? one.state : <strong>{one.state}</strong>}</td>
            <th scope="row">{one.part}</th>
            <td class="prose">{one.words}</td>
            <td class="prose">{one.advice}</td>
          </tr>
        ))}
      </tbody>
    </Wide>
  );
}

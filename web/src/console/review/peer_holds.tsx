// Peers on hold, and earlier reports about them. Somebody else than who decided it lets them come back.
import { useEffect, useState } from "preact/hooks";
import type { Outcome, PeerHoldCard, PeerRecord } from "../../contract";
import { inPlain } from "../../shared/known";
import { clock, day } from "../../shared/times";
import { ask } from "../api";
import { Act } from "../parts/act";
import { Choice, Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const AGAIN = 15_000; // milliseconds: a second person answers somewhere else
const LIMIT = 1000; // characters of a reason

type Changed = () => Promise<void>;

export function PeerHolds() {
  const [peers, setPeers] = useState<readonly PeerRecord[]>([]);
  const load = async () => {
    const answer = await ask("/api/peer-holds", {});
    if (answer.ok) setPeers(answer.body.peers);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  if (peers.length === 0) return null;
  const told = peers.filter((one) => one.holds.length > 0 || one.reports.length > 0);
  const waiting = (one: PeerRecord) => (one.holds.some(stands) ? 0 : 1);
  return (
    <section aria-labelledby="peer-holds">
      <h2 id="peer-holds">Peers on hold, and reports</h2>
      {told.length === 0 ? <p>Nobody is on hold, and no report is kept.</p> : null}
      {[...told].sort((a, b) => waiting(a) - waiting(b)).map((one) => (
        <Record key={one.peer} record={one} changed={load} />
      ))}
      <PutOnHold peers={peers} changed={load} />
    </section>
  );
}

function stands(hold: PeerHoldCard): boolean {
  return hold.lifted_at === null;
}

function when(at: string): string {
  return `${day(at)}, ${clock(at)}`;
}

function Record({ record, changed }: { readonly record: PeerRecord; readonly changed: Changed }) {
  const { name, holds, reports } = record;
  return (
    <article class="sheet" aria-label={`Holds and reports: ${name}`}>
      <p>
        <strong>
          {name}: {holds.some(stands) ? "on hold" : "not on hold"}
        </strong>
      </p>
      {holds.map((hold) => (
        <Hold key={hold.id} hold={hold} name={name} changed={changed} />
      ))}
      <Reports record={record} />
      {reports.length === 0 ? null : (
        <p class="quiet small">Of a report the words and the visitor are gone with the conversation. This is what stays.</p>
      )}
    </article>
  );
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  confirmed: "confirmed",
  unclear: "not clear",
  false_alarm: "false alarm",
  handed_on: "handed on",
};

function Reports({ record }: { readonly record: PeerRecord }) {
  return (
    <ul class="small">
      {record.reports.map((one) => (
        <li key={`${one.day} ${one.by} ${one.outcome}`}>
          Report looked into on {day(one.day)} by {one.by}: {inPlain(OUTCOMES, one.outcome)}
        </li>
      ))}
    </ul>
  );
}

interface HoldProps {
  readonly hold: PeerHoldCard;
  readonly name: string;
  readonly changed: Changed;
}

function Hold({ hold, name, changed }: HoldProps) {
  const cause = hold.cause === "report" ? "After a report" : "By decision";
  return (
    <>
      <p class="small">
        {cause}, by {hold.mine ? "you" : hold.by}, since {when(hold.since)}:
      </p>
      <p class="words">{hold.reason}</p>
      {hold.lifted_at === null ? null : (
        <p class="small">
          Lifted by {hold.lifted_by}, {when(hold.lifted_at)}: {hold.lifted_because}
        </p>
      )}
      {stands(hold) && hold.mine ? (
        <p class="quiet small">You set it: whether they may come back is for another moderator or an administrator to say.</p>
      ) : null}
      {stands(hold) && !hold.mine ? <Lifting hold={hold} name={name} changed={changed} /> : null}
    </>
  );
}

/** An act that needs one sentence. */
function useReason(send: (reason: string) => ReturnType<typeof sendHold>, changed: Changed) {
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [tried, setTried] = useState(false);
  const run = async () => {
    setTried(true);
    if (reason.trim() === "") return;
    const answer = await send(reason);
    setTrouble(answer.ok ? null : answer);
    if (!answer.ok) return;
    setReason("");
    setTried(false);
    await changed();
  };
  const wrong = tried && reason.trim() === "" ? "Please write one sentence." : null;
  return { run, trouble, field: { value: reason, change: setReason, wrong, lines: 2, limit: LIMIT } };
}

function sendHold(peer: string, reason: string) {
  return ask("/api/peer-holds/put", { peer, reason });
}

function Lifting({ hold, name, changed }: HoldProps) {
  const { run, trouble, field } = useReason((reason) => ask("/api/peer-holds/lift", { hold: hold.id, reason }), changed);
  return (
    <>
      <TroubleNote trouble={trouble} />
      <Field label={`Why ${name} may come back`} hint="One sentence. It is kept." {...field} />
      <p class="row">
        <Act run={run} label={`Lift the hold: ${name}`}>
          Lift the hold
        </Act>
      </p>
    </>
  );
}

function PutOnHold({ peers, changed }: { readonly peers: readonly PeerRecord[]; readonly changed: Changed }) {
  const [peer, setPeer] = useState("");
  const { run, trouble, field } = useReason((reason) => sendHold(peer, reason), changed);
  const options = [["", "Nobody"], ...peers.map((one) => [one.peer, one.name])] as [string, string][];
  return (
    <details>
      <summary>Put somebody on hold</summary>
      <p>
        Nobody new is brought to them until a second person lifts it. Their account stays, and what they are in goes on: to go on with
        their visitor yourself, do it on the wall.
      </p>
      <TroubleNote trouble={trouble} />
      <Choice label="Whom" value={peer} options={options} change={setPeer} />
      {peer === "" ? null : (
        <>
          <Field label="Why" hint="One sentence. Those who decide on it read it." {...field} />
          <p class="row">
            <Act run={run} class="grave">
              Put on hold
            </Act>
          </p>
        </>
      )}
    </details>
  );
}

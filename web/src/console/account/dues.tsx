// What of one's own ends soon or has ended, on every page; and the agreement, to be agreed to anew.
import { useEffect } from "preact/hooks";
import type { Due } from "../../contract";
import { day } from "../../shared/times";
import { useAsked } from "../care/use_asked";
import { AgreementPart } from "../parts/agreement";

const AGAIN = 3600_000; // milliseconds

export function Dues() {
  const { body, again } = useAsked("/api/dues", {});
  useEffect(() => {
    const timer = setInterval(() => void again(), AGAIN);
    return () => clearInterval(timer);
  }, []);
  if (body === null || body.dues.length === 0) return null;
  return (
    <ul class="dues" aria-label="What ends soon">
      {body.dues.map((one) => (
        <li key={`${one.kind} ${one.what}`}>{words(one)}</li>
      ))}
    </ul>
  );
}

function words(due: Due) {
  const when = due.over ? `ended on ${day(due.at)}` : `ends on ${day(due.at)}`;
  if (due.kind === "certificate")
    return (
      <>
        Your certificate “{due.what}” {when}. <a href="#training">Pass its modules again</a> to go on.
      </>
    );
  if (due.kind === "agreement")
    return (
      <>
        Please <a href="#account">read our agreement and agree to it</a> anew.
      </>
    );
  if (due.kind === "check") return <>Your background check {when}. An administrator will talk to you about it.</>;
  return <>Your probation {when}. An administrator will talk to you about how it went.</>;
}

export function OwnAgreement() {
  const { body, act } = useAsked("/api/agreement", {});
  if (body === null) return null;
  return (
    <section class="sheet">
      <AgreementPart agreement={body} agree={() => act("/api/agreement/agree", { version: body.version })} />
    </section>
  );
}

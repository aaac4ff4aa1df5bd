// Who holds which certificate until when; what ends first comes first. Administrators may withdraw one.
import { useState } from "preact/hooks";
import type { Holder, Holders as Held, Me } from "../../contract";
import { day } from "../../shared/times";
import { useAsked } from "../care/use_asked";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import { WithdrawQuestion } from "./withdraw_question";

export function Holders({ me }: { readonly me: Me }) {
  const { body, trouble, act } = useAsked("/api/training/certificates", {});
  const [asking, setAsking] = useState<Holder | null>(null);
  const decides = me.roles.includes("administrator");
  const back = (one: Holder) => act("/api/training/return", { staff: one.staff, certificate: one.id });
  return (
    <section class="sheet" aria-labelledby="holders">
      <h2 id="holders">Who holds what until when</h2>
      <TroubleNote trouble={trouble} />
      {body === null ? null : (
        <Table held={body} change={decides ? (one) => (one.withdrawn === null ? setAsking(one) : back(one)) : null} />
      )}
      {asking === null ? null : (
        <WithdrawQuestion
          holder={asking}
          trouble={trouble}
          run={(reason) => act("/api/training/withdraw", { staff: asking.staff, certificate: asking.id, reason })}
          close={() => setAsking(null)}
        />
      )}
    </section>
  );
}

interface TableProps {
  readonly held: Held;
  readonly change: ((one: Holder) => unknown) | null;
}

function Table({ held, change }: TableProps) {
  return (
    <>
      {held.without.length === 0 ? null : (
        <p class="trouble">Without a certificate that counts: {held.without.join(", ")}.</p>
      )}
      <Wide label="Table of certificates">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Certificate</th>
            <th scope="col">Until</th>
            {change === null ? null : <th scope="col">Change</th>}
          </tr>
        </thead>
        <tbody>
          {held.holders.map((one) => (
            <tr key={`${one.staff} ${one.id}`}>
              <th scope="row">{one.name}</th>
              <td>{one.certificate}</td>
              <td>{standing(one)}</td>
              {change === null ? null : (
                <td>
                  <Act run={() => change(one)} label={`${changeOf(one)}: ${one.certificate} of ${one.name}`}>
                    {changeOf(one)}
                  </Act>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </Wide>
    </>
  );
}

function changeOf(one: Holder): string {
  return one.withdrawn === null ? "Withdraw" : "Give back";
}

function standing(one: Holder) {
  if (one.withdrawn !== null) return <strong>withdrawn: {one.withdrawn}</strong>;
  if (one.over) return <strong>ended {day(one.expires_at)}</strong>;
  return one.soon ? <strong>{day(one.expires_at)} (soon)</strong> : day(one.expires_at);
}

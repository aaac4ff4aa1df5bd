// Who holds which certificate until when; what ends first comes first.
import { useEffect, useState } from "preact/hooks";
import type { Holders as Held } from "../../contract";
import { day } from "../../shared/times";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import { Wide } from "../parts/wide";
import type { Trouble } from "../trouble";

export function Holders() {
  const [held, setHeld] = useState<Held | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    void ask("/api/training/certificates", {}).then((answer) =>
      answer.ok ? setHeld(answer.body) : setTrouble(answer),
    );
  }, []);
  return (
    <section class="sheet" aria-labelledby="holders">
      <h2 id="holders">Who holds what until when</h2>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {held === null ? null : <Table held={held} />}
    </section>
  );
}

function Table({ held }: { readonly held: Held }) {
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
          </tr>
        </thead>
        <tbody>
          {held.holders.map((one) => (
            <tr key={`${one.name} ${one.certificate}`}>
              <th scope="row">{one.name}</th>
              <td>{one.certificate}</td>
              <td>{one.over ? <strong>ended {day(one.expires_at)}</strong> : day(one.expires_at)}</td>
            </tr>
          ))}
        </tbody>
      </Wide>
    </>
  );
}

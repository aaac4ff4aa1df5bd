// Invitations that nobody has used yet. Their links cannot be shown again.
import type { Invited } from "../../contract";
import { dueInWords, now } from "../clock";
import { Wide } from "../parts/wide";
import { rolesInWords } from "./roles";

export function Open({ invitations }: { readonly invitations: readonly Invited[] }) {
  return (
    <section class="sheet" aria-labelledby="open-invitations">
      <h2 id="open-invitations">Open invitations</h2>
      <Wide label="Table of open invitations">
        <thead>
          <tr>
            <th scope="col">As</th>
            <th scope="col">Made by</th>
            <th scope="col">Ends</th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((one) => (
            <tr key={`${one.expires_at} ${one.created_by}`}>
              <td>{rolesInWords(one.roles)}</td>
              <td>{one.created_by}</td>
              <td>{dueInWords(one.expires_at, now.value)}</td>
            </tr>
          ))}
        </tbody>
      </Wide>
    </section>
  );
}

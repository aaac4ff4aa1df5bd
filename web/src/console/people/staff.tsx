// The table of staff. Changes to roles and access are asked about before they happen.
import { useState } from "preact/hooks";
import type { Me, Member } from "../../contract";
import { day } from "../../shared/times";
import { Wide } from "../parts/wide";
import { AskWayBack } from "../back/ask_way_back";
import { AccessQuestion, RolesQuestion } from "./member_questions";

type Asking = { readonly what: "roles" | "access" | "back"; readonly member: Member } | null;

export interface StaffProps {
  readonly me: Me;
  readonly staff: readonly Member[];
  readonly changed: () => Promise<void>;
}

export function Staff({ me, staff, changed }: StaffProps) {
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  return (
    <section class="sheet" aria-labelledby="staff">
      <h2 id="staff">Staff</h2>
      <Wide label="Table of staff">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Roles</th>
            <th scope="col">Since</th>
            <th scope="col">Second step</th>
            <th scope="col">Access</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {staff.map((member) => (
            <Row key={member.id} member={member} self={member.id === me.id} ask={setAsking} />
          ))}
        </tbody>
      </Wide>
      {asking?.what === "roles" ? <RolesQuestion member={asking.member} changed={changed} close={close} /> : null}
      {asking?.what === "access" ? <AccessQuestion member={asking.member} changed={changed} close={close} /> : null}
      {asking?.what === "back" ? <AskWayBack member={asking.member} changed={changed} close={close} /> : null}
    </section>
  );
}

interface RowProps {
  readonly member: Member;
  readonly self: boolean;
  readonly ask: (asking: Asking) => void;
}

function Row({ member, self, ask }: RowProps) {
  const other = member.disabled ? "Give access back" : "Disable";
  return (
    <tr>
      <th scope="row">
        {member.name}
        {self ? " (you)" : ""}
      </th>
      <td>{member.roles.join(", ") || "none"}</td>
      <td>{day(member.created_at)}</td>
      <td>{member.second_step ? "on" : "off"}</td>
      <td>{member.disabled ? <strong>disabled</strong> : "active"}</td>
      <td>
        <span class="row">
          <button type="button" aria-label={`Roles of ${member.name}`} onClick={() => ask({ what: "roles", member })}>
            Roles
          </button>
          {self || member.disabled ? null : (
            <button type="button" aria-label={`Way back for ${member.name}`} onClick={() => ask({ what: "back", member })}>
              Way back
            </button>
          )}
          {self ? null : (
            <button type="button" aria-label={`${other}: ${member.name}`} onClick={() => ask({ what: "access", member })}>
              {other}
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}

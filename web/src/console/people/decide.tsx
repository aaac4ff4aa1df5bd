// The decision on an application. The applicant reads the words by their own link.
import { useState } from "preact/hooks";
import type { ApplicationRecord, Role } from "../../contract";
import { ask } from "../api";
import { Field, Tick, toggled } from "../parts/field";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { rolesInWords, STAFF_ROLES } from "./roles";

export interface DecideProps {
  readonly record: ApplicationRecord;
  readonly changed: () => Promise<void>;
}

export function Decide({ record, changed }: DecideProps) {
  const [roles, setRoles] = useState<readonly Role[]>(["peer"]);
  const [reason, setReason] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { id, state } = record.card;
  const decide = async (given: readonly Role[]) => {
    const told = await ask("/api/applications/decide", { id, roles: given, reason });
    setTrouble(told.ok ? null : told);
    if (told.ok) await changed();
  };
  if (state === "invited")
    return (
      <p role="status">
        Invited as {rolesInWords(record.roles)}. They see it by their own link, agree to the agreement, and make their account.
      </p>
    );
  if (state !== "applied") return null;
  return (
    <fieldset>
      <legend>Decide</legend>
      <p class="row">
        {STAFF_ROLES.map((role) => (
          <Tick key={role} checked={roles.includes(role)} change={() => setRoles(toggled(roles, role))}>
            {role}
          </Tick>
        ))}
      </p>
      <Field label="A few words to them" hint="They read this by their link." value={reason} change={setReason} lines={2} limit={500} />
      <TroubleNote trouble={trouble} />
      <p class="row">
        {roles.length === 0 ? null : (
          <Act class="primary" run={() => decide(roles)}>
            Invite
          </Act>
        )}
        <Act run={() => decide([])}>Decline</Act>
      </p>
    </fieldset>
  );
}

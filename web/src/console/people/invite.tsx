// A new invitation. Its link is shown once, because only its hash is kept.
import { useState } from "preact/hooks";
import type { InvitationLink, Role } from "../../contract";
import { ask } from "../api";
import { inWords, now, secondsUntil } from "../clock";
import { Tick, toggled } from "../parts/field";
import { SecretLink } from "../parts/secret_link";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { STAFF_ROLES } from "./roles";

export function Invite({ invited }: { readonly invited: () => Promise<void> }) {
  const [roles, setRoles] = useState<readonly Role[]>(["peer"]);
  const [made, setMade] = useState<InvitationLink | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await ask("/api/staff/invite", { roles });
    setTrouble(answer.ok ? null : answer);
    setMade(answer.ok ? answer.body : null);
    if (answer.ok) await invited();
  };
  return (
    <section class="sheet" aria-labelledby="invite">
      <h2 id="invite">Invite somebody</h2>
      <form onSubmit={(event) => void submit(event)}>
        <fieldset class="row">
          <legend>In these roles</legend>
          {STAFF_ROLES.map((role) => (
            <Tick key={role} checked={roles.includes(role)} change={() => setRoles(toggled(roles, role))}>
              {role}
            </Tick>
          ))}
        </fieldset>
        <button class="primary" disabled={roles.length === 0}>
          Make an invitation link
        </button>
      </form>
      <TroubleNote trouble={trouble} />
      <div role="status">{made === null ? null : <Link made={made} />}</div>
    </section>
  );
}

function Link({ made }: { readonly made: InvitationLink }) {
  return (
    <SecretLink link={made.link} label="Invitation link">
      This link is shown only now. It works once, for {inWords(secondsUntil(made.expires_at, now.value))}. Send it on a
      way that only this person reads.
    </SecretLink>
  );
}

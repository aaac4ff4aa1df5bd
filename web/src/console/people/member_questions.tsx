// Changing what a member of staff may do. Both questions name the consequence.
import { useState } from "preact/hooks";
import type { Member, Role } from "../../contract";
import { ask, type Told } from "../api";
import { Tick, toggled } from "../parts/field";
import { Question } from "../parts/question";
import type { Trouble } from "../trouble";
import { STAFF_ROLES } from "./roles";

export interface MemberQuestionProps {
  readonly member: Member;
  readonly changed: () => Promise<void>;
  readonly close: () => void;
}

export function RolesQuestion({ member, changed, close }: MemberQuestionProps) {
  const [roles, setRoles] = useState<readonly Role[]>(member.roles);
  const { trouble, run } = useAsking(() => ask("/api/staff/roles", { id: member.id, roles }), changed);
  return (
    <Question title={`Roles of ${member.name}`} yes="Give these roles" {...{ run, trouble, close }}>
      {STAFF_ROLES.map((role) => (
        <Tick key={role} checked={roles.includes(role)} change={() => setRoles(toggled(roles, role))}>
          {role}
        </Tick>
      ))}
      <p class="quiet small">A role that is taken away ends that person's work in it within seconds.</p>
    </Question>
  );
}

export function AccessQuestion({ member, changed, close }: MemberQuestionProps) {
  const { trouble, run } = useAsking(
    () => ask("/api/staff/disable", { id: member.id, disabled: !member.disabled }),
    changed,
  );
  const back = member.disabled;
  const words = back
    ? `${member.name} will be able to sign in again, in the same roles.`
    : `${member.name} is signed out everywhere within seconds and cannot sign in until you give access back.`;
  const title = back ? "Give access back?" : "Disable this account?";
  const yes = back ? "Give access back" : "Disable";
  return (
    <Question grave={!back} {...{ title, yes, run, trouble, close }}>
      <p>{words}</p>
    </Question>
  );
}

function useAsking(change: () => Promise<Told<unknown>>, changed: () => Promise<void>) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run = async () => {
    const answer = await change();
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
    return answer.ok;
  };
  return { trouble, run };
}

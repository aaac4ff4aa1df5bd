// Your own account: a second step, where you are signed in, and your password.
import { useEffect, useState } from "preact/hooks";
import type { Account, Me } from "../../contract";
import { ask } from "../api";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { OwnAgreement } from "./dues";
import { PasswordPart } from "./password_part";
import { isOn, SecondStep } from "./second_step";
import { Sessions } from "./sessions";

export function AccountPage({ me }: { readonly me: Me }) {
  const [account, setAccount] = useState<Account | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const load = async () => {
    const answer = await ask("/api/account", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setAccount(answer.body);
  };
  useEffect(() => void load(), []);
  return (
    <main class="page" id="main">
      <h1>Your account</h1>
      <Notice me={me} secured={account !== null && isOn(account)} />
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      {account === null ? (
        <p role="status">One moment …</p>
      ) : (
        <>
          <SecondStep account={account} changed={load} />
          <Sessions sessions={account.sessions} changed={load} />
          <PasswordPart name={me.name} changed={load} />
          <OwnAgreement />
        </>
      )}
    </main>
  );
}

/** What stands between this person and their work. */
function Notice({ me, secured }: { readonly me: Me; readonly secured: boolean }) {
  if (me.must_secure && secured)
    return (
      <p class="trouble row" role="status">
        <span class="grow">Your second step is set up. You can start now.</span>
        <button type="button" class="primary" onClick={() => location.reload()}>
          Go to your work
        </button>
      </p>
    );
  if (me.must_secure)
    return <p class="trouble">This service asks everybody for a second step. Please set one up to begin.</p>;
  if (me.roles.length > 0) return null;
  return <p class="trouble">You have no role here at the moment. Ask an administrator.</p>;
}

// The second step: an authenticator, and recovery codes for the day the phone is gone.
import { useState } from "preact/hooks";
import type { Account, NewAuthenticator } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Codes } from "./codes";
import { Confirming } from "./confirming";
import { Passkeys } from "./passkeys";

export interface SecondStepProps {
  readonly account: Account;
  readonly changed: () => Promise<void>;
}

export function SecondStep({ account, changed }: SecondStepProps) {
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const given = async (fresh: readonly string[]) => {
    setCodes(fresh);
    await changed();
  };
  return (
    <section class="sheet" aria-labelledby="second-step">
      <h2 id="second-step">Second step</h2>
      <p>
        {isOn(account)
          ? "On. Your password alone does not let anybody in."
          : "Off. With a second step, somebody who learns your password still cannot come in."}
      </p>
      {codes === null ? null : <Codes codes={codes} kept={() => setCodes(null)} />}
      {isOn(account) ? <Recovery left={account.codes_left} given={given} /> : null}
      <h3>Authenticator app</h3>
      {account.authenticator ? <On changed={changed} /> : <Off given={given} />}
      <Passkeys passkeys={account.passkeys} changed={changed} />
    </section>
  );
}

export function isOn(account: Account): boolean {
  return account.authenticator || account.passkeys.length > 0;
}

interface GivenProps {
  readonly given: (codes: readonly string[]) => Promise<void>;
}

function Recovery({ left, given }: GivenProps & { readonly left: number }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const renew = async () => {
    const answer = await ask("/api/account/codes", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await given(answer.body.codes);
  };
  return (
    <>
      <p class={left > 2 ? "quiet" : "trouble"}>
        {left} of 10 recovery codes are left. You need one on the day that your phone is gone.
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Act run={renew}>Make new recovery codes</Act>
    </>
  );
}

function On({ changed }: { readonly changed: () => Promise<void> }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const drop = async () => {
    const answer = await ask("/api/account/authenticator/drop", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
  };
  return (
    <>
      <p>When you sign in, you are asked for a code from your app.</p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Act run={drop}>Turn the app off</Act>
    </>
  );
}

function Off({ given }: GivenProps) {
  const [made, setMade] = useState<NewAuthenticator | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const start = async () => {
    const answer = await ask("/api/account/authenticator/start", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) setMade(answer.body);
  };
  if (made !== null) return <Confirming made={made} given={given} />;
  return (
    <>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <Act run={start} class="primary">
        Set up an authenticator app
      </Act>
    </>
  );
}

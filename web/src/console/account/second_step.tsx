// The second step: an authenticator, and recovery codes for the day the phone is gone.
import { useState } from "preact/hooks";
import type { Account, NewAuthenticator } from "../../contract";
import { ask } from "../api";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Codes } from "./codes";
import { Confirming } from "./confirming";

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
        {account.authenticator
          ? "On. When you sign in, you are asked for a code from your authenticator app."
          : "Off. With a second step, somebody who learns your password still cannot come in."}
      </p>
      {codes === null ? null : <Codes codes={codes} kept={() => setCodes(null)} />}
      {account.authenticator ? <On account={account} given={given} changed={changed} /> : <Off given={given} />}
    </section>
  );
}

interface OnProps extends SecondStepProps {
  readonly given: (codes: readonly string[]) => Promise<void>;
}

function On({ account, given, changed }: OnProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const renew = async () => {
    const answer = await ask("/api/account/codes", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await given(answer.body.codes);
  };
  const drop = async () => {
    const answer = await ask("/api/account/authenticator/drop", {});
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await changed();
  };
  return (
    <>
      <p class={account.codes_left > 2 ? "quiet" : "trouble"}>
        {account.codes_left} of 10 recovery codes are left.
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <p class="row">
        <Act run={renew}>Make new recovery codes</Act>
        <Act run={drop}>Turn the second step off</Act>
      </p>
    </>
  );
}

function Off({ given }: { readonly given: (codes: readonly string[]) => Promise<void> }) {
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

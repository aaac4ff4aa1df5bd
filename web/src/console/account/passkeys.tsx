// Your passkeys: keys that stay in your devices and open with a finger, a face or a PIN.
import { useState } from "preact/hooks";
import type { PasskeyCard } from "../../contract";
import { day } from "../../shared/times";
import { ask } from "../api";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import { hasPasskeys, makePasskey } from "../passkey";
import type { Trouble } from "../trouble";

export interface PasskeysProps {
  readonly passkeys: readonly PasskeyCard[];
  readonly changed: () => Promise<void>;
}

const NOT_MADE = "No passkey was made. You can try again.";

export function Passkeys({ passkeys, changed }: PasskeysProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [said, setSaid] = useState("");
  const add = async () => {
    const offered = await ask("/api/account/passkey/offer", {});
    setTrouble(offered.ok ? null : offered);
    if (!offered.ok) return;
    const credential = await makePasskey(offered.body.options);
    setSaid(credential === null ? NOT_MADE : "");
    if (credential === null) return;
    const answer = await ask("/api/account/passkey/add", { credential });
    setTrouble(answer.ok ? null : answer);
    setSaid(answer.ok ? "The passkey is yours. You can sign in with it now." : "");
    await changed();
  };
  const drop = async (passkey: string) => {
    const answer = await ask("/api/account/passkey/drop", { passkey });
    setTrouble(answer.ok ? null : answer);
    await changed();
  };
  return (
    <>
      <h3>Passkeys</h3>
      <p class="quiet small">
        A passkey stays in your phone, computer or security key and opens with your finger, face or PIN. It signs you in
        without a password and a code.
      </p>
      <ul class="plain-list">
        {passkeys.map((one) => (
          <li key={one.id} class="row">
            <span class="grow">{wordsFor(one)}</span>
            <Act run={() => drop(one.id)} label={`Remove: ${wordsFor(one)}`}>
              Remove
            </Act>
          </li>
        ))}
      </ul>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <p role="status">{said}</p>
      {hasPasskeys() ? <Act run={add}>Add a passkey</Act> : <p class="quiet small">This browser has no passkeys.</p>}
    </>
  );
}

function wordsFor(one: PasskeyCard): string {
  const used = one.used_at === null ? "not used yet" : `last used ${day(one.used_at)}`;
  return `Passkey made ${day(one.made_at)}, ${used}`;
}

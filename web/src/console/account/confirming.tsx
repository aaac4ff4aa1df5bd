// A new authenticator: scan or type the secret, then give a first code.
import { useState } from "preact/hooks";
import type { NewAuthenticator } from "../../contract";
import { askOnce } from "../api";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { Picture } from "./picture";

export interface ConfirmingProps {
  readonly made: NewAuthenticator;
  readonly given: (codes: readonly string[]) => Promise<void>;
}

export function Confirming({ made, given }: ConfirmingProps) {
  const [code, setCode] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await askOnce("/api/account/authenticator/confirm", { code });
    setTrouble(answer.ok ? null : answer);
    if (answer.ok) await given(answer.body.codes);
  };
  const wrong = trouble?.code === "prove" ? "This code does not fit. Wait for the next one and try again." : null;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <ol>
        <li>Open an authenticator app on your phone. Most password managers have one, too.</li>
        <li>
          Scan this picture with it, or type the letters below.
          <Picture rows={made.picture} label="Picture to scan with the authenticator app" />
          <code class="secret">{made.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
        </li>
        <li>Write the six digits that the app shows now.</li>
      </ol>
      <Field
        label="Six digits"
        name="code"
        autocomplete="one-time-code"
        limit={12}
        value={code}
        change={setCode}
        wrong={wrong}
        required
      />
      <TroubleNote trouble={wrong === null ? trouble : null} />
      <button class="primary">Turn the second step on</button>
    </form>
  );
}

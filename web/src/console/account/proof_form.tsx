// Showing that it is you: a password, a code where there is a second step, or a passkey.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { askOnce } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import { hasPasskeys, showPasskey } from "../passkey";
import type { Trouble } from "../trouble";

export interface ProofFormProps {
  readonly go: string;
  readonly proven: () => void;
  /** What else one can do. */
  readonly children: ComponentChildren;
}

const CODE_LIMIT = 40; // characters of a code that the server reads

export function ProofForm({ go, proven, children }: ProofFormProps) {
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await askOnce("/api/prove", { password: said, code: said.slice(0, CODE_LIMIT) });
    if (answer.ok) proven();
    else setTrouble(answer);
  };
  const byPasskey = async () => {
    const question = await askOnce("/api/prove/passkey/ask", {});
    const credential = question.ok ? await showPasskey(question.body.options) : null;
    if (credential === null) return;
    const answer = await askOnce("/api/prove/passkey", { credential });
    if (answer.ok) proven();
    else setTrouble(answer);
  };
  const wrong = trouble?.code === "prove" ? "This does not fit. Please try again." : null;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field
        label="Your password, or a code if you have a second step"
        type="password"
        name="proof"
        autocomplete="current-password"
        value={said}
        change={setSaid}
        wrong={wrong}
        required
      />
      <TroubleNote trouble={wrong === null ? trouble : null} />
      <p class="row">
        <button class="primary">{go}</button>
        {hasPasskeys() ? <Act run={byPasskey}>Use a passkey</Act> : null}
        {children}
      </p>
    </form>
  );
}

// "Is it you?": before something dangerous, a code where there is a second step, else the password.
import { useState } from "preact/hooks";
import { askOnce } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { Modal } from "../parts/modal";
import { TroubleNote } from "../parts/trouble_note";
import { hasPasskeys, showPasskey } from "../passkey";
import { waiting, type Waiting } from "../proof";
import type { Trouble } from "../trouble";

export function ProofQuestion() {
  const asked = waiting.value;
  return asked === null ? null : <Asking asked={asked} />;
}

function Asking({ asked }: { readonly asked: Waiting }) {
  const [said, setSaid] = useState("");
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await askOnce("/api/prove", { password: said, code: said.slice(0, CODE_LIMIT) });
    if (answer.ok) asked.settle(true);
    else setTrouble(answer);
  };
  const byPasskey = async () => {
    const question = await askOnce("/api/prove/passkey/ask", {});
    const credential = question.ok ? await showPasskey(question.body.options) : null;
    if (credential === null) return;
    const answer = await askOnce("/api/prove/passkey", { credential });
    if (answer.ok) asked.settle(true);
    else setTrouble(answer);
  };
  const wrong = trouble?.code === "prove" ? "This does not fit. Please try again." : null;
  return (
    <Modal title="Is it you?" close={() => asked.settle(false)}>
      <form onSubmit={(event) => void submit(event)}>
        <p>What you are about to do matters, so please show again that it is you.</p>
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
          <button class="primary">Go on</button>
          {hasPasskeys() ? <Act run={byPasskey}>Use a passkey</Act> : null}
          <button type="button" onClick={() => asked.settle(false)}>
            Cancel
          </button>
        </p>
      </form>
    </Modal>
  );
}

const CODE_LIMIT = 40; // characters of a code that the server reads

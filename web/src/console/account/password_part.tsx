// A new password. It signs out every other browser.
import { useState } from "preact/hooks";
import { ask } from "../api";
import { PASSWORD_LEAST, passwordWrong } from "../entry/rules";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

export interface PasswordPartProps {
  readonly name: string;
  readonly changed: () => Promise<void>;
}

export function PasswordPart({ name, changed }: PasswordPartProps) {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState<Trouble | "short" | "done" | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (passwordWrong(password) !== null) {
      setTried("short");
      return;
    }
    const answer = await ask("/api/account/password", { password });
    setTried(answer.ok ? "done" : answer);
    if (!answer.ok) return;
    setPassword("");
    await changed();
  };
  return (
    <section class="sheet" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <input type="text" name="username" autocomplete="username" value={name} readOnly hidden />
        <Field
          label="New password"
          hint={`At least ${PASSWORD_LEAST} characters. Every other browser is signed out.`}
          type="password"
          name="new-password"
          autocomplete="new-password"
          value={password}
          change={setPassword}
          wrong={tried === "short" ? passwordWrong(password) : null}
        />
        <TroubleNote trouble={tried === "short" || tried === "done" ? null : tried} />
        <p role="status">{tried === "done" ? "Your password is changed." : ""}</p>
        <button>Change the password</button>
      </form>
    </section>
  );
}

// The link of a way back: a new password, and then the ordinary sign-in.
import { useEffect, useState } from "preact/hooks";
import type { WayBackLookedAt } from "../../contract";
import { ask } from "../api";
import { passwordWrong, PASSWORD_LEAST } from "../entry/rules";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

export interface WayInProps {
  readonly token: string;
  readonly leave: () => void;
}

export function WayIn({ token, leave }: WayInProps) {
  const [found, setFound] = useState<WayBackLookedAt | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [done, setDone] = useState(false);
  useEffect(() => {
    void ask("/api/way-back/look", { token }).then((told) => (told.ok ? setFound(told.body) : setTrouble(told)));
  }, [token]);
  return (
    <main class="entry sheet">
      <h1>Back into your account</h1>
      {found === null && trouble === null ? <p role="status">One moment …</p> : null}
      {trouble?.code === "not_found" ? <p class="trouble">This link has been used, stopped, or its time is over.</p> : null}
      {trouble !== null && trouble.code !== "not_found" ? <TroubleNote trouble={trouble} /> : null}
      {found !== null && !done ? <Choosing token={token} name={found.name} done={() => setDone(true)} /> : null}
      {done ? (
        <p role="status">
          <strong>Your new password is set.</strong> You are signed out everywhere. Sign in with it, and set up a second step
          anew under “Account”.
        </p>
      ) : null}
      {done || trouble !== null ? (
        <button type="button" class="primary" onClick={leave}>
          Go to sign-in
        </button>
      ) : null}
    </main>
  );
}

interface ChoosingProps {
  readonly token: string;
  readonly name: string;
  readonly done: () => void;
}

function Choosing({ token, name, done }: ChoosingProps) {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (passwordWrong(password) !== null) return;
    const told = await ask("/api/way-back/use", { token, password });
    setTrouble(told.ok ? null : told);
    if (told.ok) done();
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>
        Hello {name}. With a new password, everything of before stops counting: the old password, your authenticator, passkeys
        and recovery codes, and every place where you are signed in.
      </p>
      <input type="text" name="username" autocomplete="username" value={name} readOnly hidden />
      <Field
        label="Choose a password"
        hint={`At least ${PASSWORD_LEAST} characters. Three or four words that do not belong together are good.`}
        type="password"
        name="new-password"
        autocomplete="new-password"
        value={password}
        change={setPassword}
        wrong={tried ? passwordWrong(password) : null}
      />
      <TroubleNote trouble={trouble} />
      <button class="primary">Set this password</button>
    </form>
  );
}

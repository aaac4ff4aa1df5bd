// Accepting an invitation: choose a name and a password, and be signed in.
import { useEffect, useState } from "preact/hooks";
import type { LookedAt, Me } from "../../contract";
import { ask } from "../api";
import { Field } from "../parts/field";
import { TroubleNote } from "../parts/trouble_note";
import { rolesInWords } from "../people/roles";
import type { Trouble } from "../trouble";
import { nameWrong, PASSWORD_LEAST, passwordWrong } from "./rules";
import { until, Waiting } from "./waiting";

export interface InvitedProps {
  readonly token: string;
  readonly entered: (me: Me) => void;
  readonly leave: () => void;
}

export function Invited({ token, entered, leave }: InvitedProps) {
  const [found, setFound] = useState<LookedAt | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    void ask("/api/invitation/look", { token }).then((answer) => (answer.ok ? setFound(answer.body) : setTrouble(answer)));
  }, [token]);
  return (
    <main class="entry sheet">
      <h1>Your invitation</h1>
      {found ? <Accepting token={token} found={found} entered={entered} /> : null}
      {trouble ? <NotValid trouble={trouble} leave={leave} /> : null}
      {found || trouble ? null : <p role="status">One moment …</p>}
    </main>
  );
}

function NotValid({ trouble, leave }: { readonly trouble: Trouble; readonly leave: () => void }) {
  if (trouble.code !== "not_found") return <TroubleNote trouble={trouble} dismiss={leave} />;
  return (
    <>
      <p class="trouble">This invitation has been used, or its time is over. Ask for a new one.</p>
      <button type="button" onClick={leave}>
        Go to sign-in
      </button>
    </>
  );
}

interface AcceptingProps {
  readonly token: string;
  readonly found: LookedAt;
  readonly entered: (me: Me) => void;
}

function Accepting({ token, found, entered }: AcceptingProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState<Trouble | "short" | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (nameWrong(name) !== null || passwordWrong(password) !== null) {
      setTried("short");
      return;
    }
    const answer = await ask("/api/invitation/accept", { token, name: name.trim(), password });
    if (answer.ok) entered(answer.body);
    else setTried(answer);
  };
  const refused = tried === "short" ? null : tried;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <p>You are invited as {rolesInWords(found.roles)}.</p>
      <Field
        label="Your name here"
        hint="A first name is enough. The people you talk with will see it, and you sign in with it."
        name="username"
        autocomplete="username"
        limit={40}
        value={name}
        change={setName}
        wrong={tried === null ? null : (taken(refused) ?? nameWrong(name))}
      />
      <Field
        label="Choose a password"
        hint={`At least ${PASSWORD_LEAST} characters. Three or four words that do not belong together are good.`}
        type="password"
        name="new-password"
        autocomplete="new-password"
        value={password}
        change={setPassword}
        wrong={tried === null ? null : passwordWrong(password)}
      />
      <TroubleNote trouble={refused?.code === "taken" ? null : refused} />
      <Waiting again={until(refused?.retry_after ?? null)}>Accept and sign in</Waiting>
    </form>
  );
}

function taken(refused: Trouble | null): string | null {
  return refused?.code === "taken" ? "Somebody here already has this name. Please choose another." : null;
}

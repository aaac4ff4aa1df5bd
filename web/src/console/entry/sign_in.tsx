// The way in for staff: name and password, kind to password managers.
import { useState } from "preact/hooks";
import type { Me } from "../../contract";
import { ask, type Told } from "../api";
import { Field } from "../parts/field";
import { until, Waiting } from "./waiting";

export interface SignInProps {
  readonly name: string;
  readonly entered: (me: Me) => void;
}

export function SignIn({ name: service, entered }: SignInProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState<Refused | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await ask("/api/sign-in", { name: name.trim(), password });
    if (answer.ok) entered(answer.body);
    else setRefused({ words: wordsFor(answer), again: until(answer.retry_after) });
  };
  return (
    <main class="entry sheet">
      <h1>Sign in to {service}</h1>
      <form onSubmit={(event) => void submit(event)}>
        <Field label="Name" name="username" autocomplete="username" value={name} change={setName} required />
        <Field
          label="Password"
          type="password"
          name="password"
          autocomplete="current-password"
          value={password}
          change={setPassword}
          required
        />
        <div role="alert">{refused === null ? null : <p class="trouble">{refused.words}</p>}</div>
        <Waiting again={refused?.again ?? null}>Sign in</Waiting>
      </form>
      <p class="quiet small">No account? An administrator of this service can send you an invitation link.</p>
    </main>
  );
}

interface Refused {
  readonly words: string;
  readonly again: number | null;
}

type Denied = Extract<Told<Me>, { readonly ok: false }>;

/** Never which of the two was wrong: that would tell strangers who works here. */
function wordsFor(answer: Denied): string {
  if (answer.code === "too_fast") return "Too many tries. Please wait a little.";
  if (answer.code === "no_answer") return "The server did not answer. Check your connection and try again.";
  if (answer.code === "internal") return "Something went wrong on our side. Please try again.";
  return "Name or password is wrong.";
}

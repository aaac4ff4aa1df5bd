// The way in for staff: name and password, kind to password managers.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Me } from "../../contract";
import { askOnce, type Told } from "../api";
import { Act } from "../parts/act";
import { Field } from "../parts/field";
import { hasPasskeys, showPasskey } from "../passkey";
import { until, Waiting } from "./waiting";

export interface SignInProps {
  readonly name: string;
  readonly entered: (me: Me) => void;
}

export function SignIn({ name: service, entered }: SignInProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const answer = await askOnce("/api/sign-in", { name: name.trim(), password, code: code ?? "" });
    if (answer.ok) entered(answer.body);
    else if (answer.code === "prove" && code === null) setCode("");
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
        {code === null ? null : <Code code={code} change={setCode} />}
        <div role="alert">{refused === null ? null : <p class="trouble">{refused.words}</p>}</div>
        <Waiting again={refused?.again ?? null}>Sign in</Waiting>
      </form>
      {hasPasskeys() ? <WithPasskey entered={entered} /> : null}
      <p class="quiet small">No account? An administrator of this service can send you an invitation link.</p>
    </main>
  );
}

function WithPasskey({ entered }: { readonly entered: (me: Me) => void }) {
  const [said, setSaid] = useState("");
  const press = async () => {
    setSaid("");
    const question = await askOnce("/api/passkey", {});
    const credential = question.ok ? await showPasskey(question.body.options) : null;
    const answer = credential === null ? question : await askOnce("/api/sign-in/passkey", { credential });
    if (!answer.ok) setSaid(answer.code === "sign_in" ? "This passkey is not known here." : wordsFor(answer));
    else if ("id" in answer.body) entered(answer.body);
    else setSaid("No passkey was used. You can try again, or sign in with your name.");
  };
  return (
    <>
      <Act run={press}>Use a passkey</Act>
      <p role="alert">{said}</p>
    </>
  );
}

/** It comes when the password was right, so it takes the focus. */
function Code({ code, change }: { readonly code: string; readonly change: (code: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("input")?.focus(), []);
  return (
    <div ref={box}>
      <Field
        label="Code of your second step"
        hint="Six digits from your authenticator app, or one of your recovery codes. With a passkey, use the button below."
        name="code"
        autocomplete="one-time-code"
        limit={40}
        value={code}
        change={change}
        required
      />
    </div>
  );
}

interface Refused {
  readonly words: string;
  readonly again: number | null;
}

type Denied = Extract<Told<unknown>, { readonly ok: false }>;

/** Never which of the two was wrong: that would tell strangers who works here. */
function wordsFor(answer: Denied): string {
  if (answer.code === "too_fast") return "Too many tries. Please wait a little.";
  if (answer.code === "prove") return "This code does not fit. Each code works once: wait for the next one.";
  if (answer.code === "no_answer") return "The server did not answer. Check your connection and try again.";
  if (answer.code === "internal") return "Something went wrong on our side. Please try again.";
  return "Name or password is wrong.";
}

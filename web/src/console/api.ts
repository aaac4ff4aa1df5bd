// The console's HTTP questions. Every answer comes back as a value; nothing throws.
import type { Code, Requests } from "../contract";
import { learn } from "./clock";
import { shut } from "./locked";
import { askForProof } from "./proof";
import type { Trouble } from "./trouble";

export type Told<T> = { readonly ok: true; readonly body: T } | (Trouble & { readonly ok: false });

type Body<P extends keyof Requests> = Parameters<Requests[P]>[0];
type Answer<P extends keyof Requests> = ReturnType<Requests[P]>;

const PATIENCE = 15_000;
const NO_ANSWER: Told<never> = { ok: false, code: "no_answer", retry_after: null, why: null };

/** Where the server wants a proof first, the page asks for one, and then asks again. */
export async function ask<P extends keyof Requests>(path: P, body: Body<P>): Promise<Told<Answer<P>>> {
  const told = await askOnce(path, body);
  const proofWanted = !told.ok && told.code === "prove";
  return proofWanted && (await askForProof()) ? askOnce(path, body) : told;
}

/** Somebody was told "locked". Whether that still holds, one place knows. */
export async function learnLock(): Promise<void> {
  const told = await askOnce("/api/me", {});
  if (told.ok && told.body.locked) shut();
}

/** For what is itself a proof. */
export async function askOnce<P extends keyof Requests>(path: P, body: Body<P>): Promise<Told<Answer<P>>> {
  try {
    const response = await fetch(path, request(body));
    learn(response.headers.get("date"));
    const said = (await response.json()) as unknown;
    if (response.ok) return { ok: true, body: said as Answer<P> };
    const trouble = troubleOf(response, said as Partial<Trouble>);
    if (trouble.code === "locked") void learnLock();
    return trouble;
  } catch {
    return NO_ANSWER; // no network, no server, or no JSON: for the person it is the same
  }
}

function request(body: object): RequestInit {
  return {
    method: "POST",
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

function troubleOf(response: Response, said: Partial<Trouble>): Trouble & { readonly ok: false } {
  const header = Number(response.headers.get("retry-after"));
  return {
    ok: false,
    code: said.code ?? codeOf(response.status),
    retry_after: said.retry_after ?? (header > 0 ? header : null),
    why: said.why ?? null,
  };
}

function codeOf(status: number): Code {
  if (status === 401 || status === 403) return "sign_in";
  if (status === 404) return "not_found";
  return status === 429 ? "too_fast" : "internal";
}

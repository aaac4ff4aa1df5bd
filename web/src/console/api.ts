// The console's HTTP questions. Every answer comes back as a value; nothing throws.
import type { Code, Role } from "../contract";
import { learn } from "./clock";
import type { Trouble } from "./trouble";

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

export interface Member extends Me {
  readonly disabled: boolean;
  readonly created_at: string;
}

export interface Invited {
  readonly roles: readonly Role[];
  readonly expires_at: string;
  readonly created_by: string;
}

export interface Team {
  readonly staff: readonly Member[];
  readonly invitations: readonly Invited[];
}

export interface Invitation {
  readonly roles: readonly Role[];
  readonly expires_at: string;
}

export type Told<T> = { readonly ok: true; readonly body: T } | (Trouble & { readonly ok: false });

export interface Api {
  me(): Promise<Told<Me>>;
  signIn(name: string, password: string): Promise<Told<Me>>;
  signOut(): Promise<Told<unknown>>;
  lookAt(token: string): Promise<Told<Invitation>>;
  accept(token: string, name: string, password: string): Promise<Told<Me>>;
  team(): Promise<Told<Team>>;
  invite(roles: readonly Role[]): Promise<Told<{ readonly link: string; readonly expires_at: string }>>;
  giveRoles(id: string, roles: readonly Role[]): Promise<Told<unknown>>;
  disable(id: string, disabled: boolean): Promise<Told<unknown>>;
}

export const api: Api = {
  me: () => ask("GET", "/api/me"),
  signIn: (name, password) => ask("POST", "/api/sign-in", { name, password }),
  signOut: () => ask("POST", "/api/sign-out", {}),
  lookAt: (token) => ask("POST", "/api/invitation/look", { token }),
  accept: (token, name, password) => ask("POST", "/api/invitation/accept", { token, name, password }),
  team: () => ask("GET", "/api/staff"),
  invite: (roles) => ask("POST", "/api/staff/invite", { roles }),
  giveRoles: (id, roles) => ask("POST", "/api/staff/roles", { id, roles }),
  disable: (id, disabled) => ask("POST", "/api/staff/disable", { id, disabled }),
};

const PATIENCE = 15_000;
const NO_ANSWER: Told<never> = { ok: false, code: "no_answer", retry_after: null, why: null };

async function ask<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<Told<T>> {
  try {
    const response = await fetch(path, request(method, body));
    learn(response.headers.get("date"));
    const said = (await response.json()) as T & Partial<Trouble>;
    return response.ok ? { ok: true, body: said } : troubleOf(response, said);
  } catch {
    return NO_ANSWER; // no network, no server, or no JSON: for the person it is the same
  }
}

function request(method: "GET" | "POST", body: unknown): RequestInit {
  const common = { method, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) } as const;
  if (method === "GET") return common;
  return { ...common, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function troubleOf(response: Response, said: Partial<Trouble>): Told<never> {
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

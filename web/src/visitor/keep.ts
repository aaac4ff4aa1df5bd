// What must outlive a reload, in this tab only: the token, the draft, the unsent words.

export type Kept = "token" | "draft" | "outbox" | "put_away" | "answers" | "quiet_typing" | "sound" | "met" | "follows";

const NAMES: readonly Kept[] = ["token", "draft", "outbox", "put_away", "answers", "quiet_typing", "sound", "met", "follows"];
const memory = new Map<Kept, string>(); // where the browser forbids storage the chat still works

export function kept(name: Kept): string | null {
  try {
    return sessionStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

export function keep(name: Kept, value: string | null): void {
  if (value === null) memory.delete(name);
  else memory.set(name, value);
  try {
    if (value === null) sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, value);
  } catch {
    // Full or forbidden: the copy in memory serves until the page is gone.
  }
}

export function keptAs<T>(name: Kept, otherwise: T): T {
  try {
    const value = kept(name);
    return value === null ? otherwise : (JSON.parse(value) as T);
  } catch {
    return otherwise;
  }
}

/** Of a visit that is over no more than its token: who was left in it does not come in the next one. */
export function keepForNext(): void {
  keep("follows", kept("token"));
  for (const name of ["token", "draft", "outbox", "put_away", "met"] as const) keep(name, null);
}

/** Everything of this visit. */
export function forgetAll(): void {
  for (const name of NAMES) keep(name, null);
  try {
    sessionStorage.clear();
  } catch {
    // Forbidden storage holds nothing.
  }
}

// What the public page was opened with: an applicant's link, a referee's, or nothing.
import type { Places } from "../entry/fragment";

export interface JoinLink {
  readonly kind: "application" | "reference";
  readonly token: string;
}

const LINK = /^#(application|reference)=([A-Za-z0-9_-]+)$/;

export function holdsJoinLink({ hash }: Pick<Location, "hash">): boolean {
  return LINK.test(hash);
}

/** Once. Afterwards neither the address nor the history holds it. */
export function takeJoinLink({ location, history }: Places): JoinLink | null {
  const [, kind, token] = LINK.exec(location.hash) ?? [];
  if (kind === undefined || token === undefined) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return { kind: kind as JoinLink["kind"], token };
}

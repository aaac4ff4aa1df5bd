// An invitation comes in the part of the address that no server sees; it leaves the address at once.

const INVITATION = /^#invitation=([A-Za-z0-9_-]+)$/;

export interface Places {
  readonly location: Pick<Location, "hash" | "pathname" | "search">;
  readonly history: Pick<History, "replaceState">;
}

export function holdsInvitation({ hash }: Pick<Location, "hash">): boolean {
  return INVITATION.test(hash);
}

/** The invitation's token, once. Afterwards neither the address nor the history holds it. */
export function takeInvitation({ location, history }: Places): string | null {
  const token = INVITATION.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

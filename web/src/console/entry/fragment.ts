// An invitation comes in the part of the address that no server sees; it leaves the address at once.

const INVITATION = /^#invitation=([A-Za-z0-9_-]+)$/;
const WAY_BACK = /^#back=([A-Za-z0-9_-]+)$/;

export interface Places {
  readonly location: Pick<Location, "hash" | "pathname" | "search">;
  readonly history: Pick<History, "replaceState">;
}

export function holdsInvitation({ hash }: Pick<Location, "hash">): boolean {
  return INVITATION.test(hash) || WAY_BACK.test(hash);
}

/** The invitation's token, once. Afterwards neither the address nor the history holds it. */
export function takeInvitation(places: Places): string | null {
  return taken(places, INVITATION);
}

/** The same for a way back into one's account. */
export function takeWayBack(places: Places): string | null {
  return taken(places, WAY_BACK);
}

function taken({ location, history }: Places, what: RegExp): string | null {
  const token = what.exec(location.hash)?.[1] ?? null;
  if (token !== null) history.replaceState(null, "", location.pathname + location.search);
  return token;
}

// Where you are signed in. Of each browser no more is known than what kind of thing it runs on.
import { useState } from "preact/hooks";
import type { Device, SessionCard } from "../../contract";
import { inPlain } from "../../shared/known";
import { ask } from "../api";
import { inWords, now, secondsSince } from "../clock";
import { Act } from "../parts/act";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";

const DEVICES: Readonly<Record<Device, string>> = {
  phone: "A phone",
  tablet: "A tablet",
  computer: "A computer",
  other: "Something else",
};

export interface SessionsProps {
  readonly sessions: readonly SessionCard[];
  readonly changed: () => Promise<void>;
}

export function Sessions({ sessions, changed }: SessionsProps) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const end = async (session: string) => {
    const answer = await ask("/api/account/session/end", { session });
    setTrouble(answer.ok ? null : answer);
    await changed();
  };
  return (
    <section class="sheet" aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <p class="quiet small">
        If you do not know one of these, sign it out and change your password. We keep no address and no browser name.
      </p>
      <TroubleNote trouble={trouble} dismiss={() => setTrouble(null)} />
      <ul class="plain-list">
        {sessions.map((one) => (
          <li key={one.id} class="row">
            <span class="grow">
              {inPlain(DEVICES, one.device)}, signed in {inWords(secondsSince(one.began_at, now.value))} ago
              {one.mine ? <strong> (this one)</strong> : null}
            </span>
            {one.mine ? null : (
              <Act run={() => end(one.id)} label={`Sign out: ${inPlain(DEVICES, one.device)}, ${one.began_at}`}>
                Sign out there
              </Act>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

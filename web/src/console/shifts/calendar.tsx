// One's shifts in one's own calendar program, by a secret link that one can end.
import { useState } from "preact/hooks";
import { ask } from "../api";
import { Act } from "../parts/act";
import { SecretLink } from "../parts/secret_link";
import { TroubleNote } from "../parts/trouble_note";
import type { Trouble } from "../trouble";
import { mine, readMine } from "./mine";
import type { Weeks } from "./week";

export function CalendarPart({ weeks }: { readonly weeks: Weeks }) {
  const [link, setLink] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const used = mine.value?.calendar ?? false;
  const make = async () => {
    const answer = await ask("/api/shifts/calendar/make", {});
    setTrouble(answer.ok ? null : answer);
    setLink(answer.ok ? answer.body.link : null);
    await readMine();
  };
  const end = async () => {
    if (await weeks.act("/api/shifts/calendar/end", {})) setLink(null);
  };
  return (
    <section class="sheet" aria-labelledby="calendar">
      <h2 id="calendar">In your own calendar</h2>
      <p>
        A calendar program can read your shifts under a secret link. It shows the times under a neutral name, and nothing
        about this service's work. It reminds you as the console does, where your program heeds reminders of calendars that
        one subscribes to. Whoever has the link sees when you work.
      </p>
      <p class="row">
        <Act run={make}>{used ? "Make a new link (the old one ends)" : "Make a link"}</Act>
        {used ? <Act run={end}>End the link</Act> : null}
      </p>
      <TroubleNote trouble={trouble} />
      <div role="status">
        {link === null ? null : (
          <SecretLink link={link} label="Calendar link">
            This link is shown only now. Put it into your calendar program as a subscription.
          </SecretLink>
        )}
      </div>
    </section>
  );
}

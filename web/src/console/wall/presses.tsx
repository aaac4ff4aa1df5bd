// On every page: what can't wait until this moderator looks at the wall again.
import type { Tab } from "../house/tabs";
import { unheard } from "../alert/led";
import { NeedsList, useNeeds } from "./needs_list";
import type { WallSession } from "./session";

function toWall(): void {
  location.hash = "#wall";
}

export interface PressesProps {
  readonly session: WallSession;
  readonly front: Tab | null;
}

/** Not while the wall shows all that waits; nor for the conversation that is open on it. */
export function Presses({ session, front }: PressesProps) {
  const { chosen } = session.wall.value;
  const isOpen = front === "wall";
  const needs = useNeeds(session).filter(
    ({ conversation, presses }) =>
      (presses || (unheard.value[conversation] ?? 0) > 0) && !(isOpen && conversation === chosen),
  );
  if (needs.length === 0 || (isOpen && chosen === null)) return null;
  return (
    <section class="presses" aria-label="This waits for you">
      <NeedsList needs={needs} session={session} opened={isOpen ? undefined : toWall} />
    </section>
  );
}

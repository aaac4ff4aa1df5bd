// The wall's keys. They act on the card that has the focus, else on the conversation in the pane.
import type { FlagCard } from "../../contract";
import { useKeys } from "../parts/keys";
import { focusComposer } from "../talk/composer";
import type { Ask } from "./asked";
import { flagWaits, mayRefer, owned, stepFrom, worstFirst } from "./order";
import type { WallSession } from "./session";

export function useWallKeys(session: WallSession, ask: Ask): void {
  const wall = () => session.wall.value;
  const here = () => focused("conversation") ?? wall().chosen;
  const card = () => wall().conversations[here() ?? ""];
  const flag = () => flagHere(session, here());
  useKeys({
    j: () => step(1, wall().chosen),
    k: () => step(-1, wall().chosen),
    a: () => {
      const found = flag();
      if (found && flagWaits(found)) void session.act("claim_flag", { flag: found.id, seen: found.graver });
    },
    r: () => {
      const found = card();
      if (found && mayRefer(found)) ask({ what: "refer", card: found });
    },
    w: () => whisper(session, here()),
    z: () => session.undo.takeBack(),
    b: () => {
      const found = flag();
      if (found?.mine && owned(found)) void session.act("give_back_flag", { flag: found.id });
    },
    t: () => {
      const found = flag();
      if (found && !found.mine && owned(found)) ask({ what: "take_over", flag: found });
    },
    d: () => {
      const found = flag();
      if (found?.kind === "second") answer(session, ask, found);
      else if (found?.mine && found.state === "claimed") ask({ what: "resolve", flag: found });
    },
    e: () => {
      const found = card();
      if (found) ask({ what: "level", card: found });
    },
  });
}

function answer(session: WallSession, ask: Ask, flag: FlagCard): void {
  const card = session.wall.value.conversations[flag.conversation];
  const look = card?.second;
  if (card && look && !look.mine && look.state === "asked") ask({ what: "second", card, look });
}

/** The flag under the focus, else the worst one of this conversation. */
function flagHere(session: WallSession, conversation: string | null) {
  const { flags } = session.wall.value;
  const under = flags[focused("flag") ?? ""];
  return under ?? worstFirst(Object.values(flags)).find((flag) => flag.conversation === conversation);
}

function whisper(session: WallSession, conversation: string | null): void {
  if (conversation === null) return;
  const open = session.wall.value.chosen === conversation;
  session.apply({ kind: "chosen", conversation });
  // At once where it can be: a fast hand must not lose its first letter. Else when the pane is drawn.
  if (!open || !focusComposer("whisper")) requestAnimationFrame(() => focusComposer("whisper"));
}

function focused(kind: "flag" | "conversation"): string | null {
  const card = document.activeElement?.closest<HTMLElement>(`[data-${kind}]`);
  return card?.dataset[kind] ?? null;
}

function step(by: number, chosen: string | null): void {
  const cards = Array.from(document.querySelectorAll<HTMLElement>(".wall-list [data-card]"));
  const ids = cards.map((card) => card.dataset.card ?? "");
  const at = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.card : undefined;
  const current = cards.findIndex((card) => card.closest<HTMLElement>("[data-conversation]")?.dataset.conversation === chosen);
  const to = stepFrom(ids, at ?? ids[current] ?? null, by);
  cards[ids.indexOf(to ?? "")]?.focus();
}

// The peer's conversations by name. With one there is nothing to choose.
import { useKeys } from "../parts/keys";
import { LevelMark } from "../parts/level";
import { stepFrom } from "../wall/order";
import type { DeskSession } from "./session";
import { inFront } from "./state";

export function Conversations({ session }: { readonly session: DeskSession }) {
  const desk = session.desk.value;
  const all = desk.view?.conversations ?? [];
  const front = inFront(desk)?.id ?? null;
  const choose = (conversation: string) => session.apply({ kind: "chosen", conversation });
  const step = (by: number) => {
    const to = stepFrom(all.map((one) => one.id), front, by);
    if (to !== null) choose(to);
  };
  useKeys({ "Alt+j": () => step(1), "Alt+k": () => step(-1) });
  const inRoom = desk.view?.rooms.some((room) => room.inside) ?? false;
  if (all.length < (inRoom ? 1 : 2)) return null;
  return (
    <nav class="sheet" aria-label="Your conversations">
      <ul class="talks">
        {all.map((one) => (
          <li key={one.id}>
            <button type="button" aria-current={one.id === front} onClick={() => choose(one.id)}>
              {one.pseudonym} <LevelMark level={one.level} />
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

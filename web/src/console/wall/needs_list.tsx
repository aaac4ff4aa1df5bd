// What waits for this moderator: on the wall all of it, everywhere else what can't wait.
import { useMemo } from "preact/hooks";
import { LevelMark } from "../parts/level";
import { needsOf, type Need } from "./needs";
import type { WallSession } from "./session";
import { Unheard } from "./unheard";

export function useNeeds(session: WallSession): readonly Need[] {
  const { flags, conversations, dismissed } = session.wall.value;
  return useMemo(() => needsOf({ flags, conversations, dismissed }), [flags, conversations, dismissed]);
}

export interface NeedsListProps {
  readonly needs: readonly Need[];
  readonly session: WallSession;
  readonly opened?: (() => void) | undefined;
}

export function NeedsList({ needs, session, opened }: NeedsListProps) {
  const open = (conversation: string) => {
    session.apply({ kind: "chosen", conversation });
    opened?.();
  };
  const put = (need: string) => session.apply({ kind: "dismissed", need });
  return (
    <ul class="needs">
      {needs.map(({ conversation, level, who, what, dismiss }) => (
        <li key={conversation} class="row">
          <LevelMark level={level} />
          <button type="button" class="opener" onClick={() => open(conversation)}>
            {who}
          </button>
          <span class="small grow">{what}</span> <Unheard of={conversation} />
          {dismiss === null ? null : (
            <button type="button" class="plain" aria-label={`Put away: ${who}`} onClick={() => put(dismiss)}>
              Put away
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

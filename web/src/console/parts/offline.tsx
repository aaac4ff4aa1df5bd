// The line is down: what that means for the words and for the shift, in words.
import type { LinkState } from "../../shared/link";

export interface OfflineProps {
  readonly state: LinkState;
  readonly means: string;
}

export function Offline({ state, means }: OfflineProps) {
  return (
    <div role="status">
      {state === "down" ? <p class="trouble">No connection. It is tried again by itself. {means}</p> : null}
    </div>
  );
}

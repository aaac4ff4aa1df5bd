// A content note: the others see that words may be hard to read, and open them when they want to.
import type { ComponentChildren } from "preact";
import type { Line } from "../../contract";
import { WORDS } from "../words";

export interface CarefulProps {
  readonly on: boolean;
  readonly set: (on: boolean) => void;
  readonly label: string;
}

export function Careful({ on, set, label }: CarefulProps) {
  return (
    <label class="tick small careful">
      <input type="checkbox" checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

/** Folded for everybody but who wrote it. */
export function Folded({ line, children }: { readonly line: Line; readonly children: ComponentChildren }) {
  if (!line.careful || line.mine || line.text === "") return <>{children}</>;
  return (
    <details>
      <summary>{WORDS.chat.room.folded}</summary>
      {children}
    </details>
  );
}

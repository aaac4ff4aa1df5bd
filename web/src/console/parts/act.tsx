// A button for something that takes a moment: it says so, and a second press does nothing.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export interface ActProps {
  readonly run: () => unknown;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Where the words on the button are not enough out of their place. */
  readonly label?: string;
  readonly keys?: string;
  /** Of a button that stays down. */
  readonly pressed?: boolean;
}

export function Act({ run, children, label, keys, pressed, class: kind }: ActProps) {
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (busy) return;
    setBusy(true);
    await run();
    setBusy(false);
  };
  return (
    // Not `disabled`: that would throw the focus away.
    <button
      type="button"
      class={kind}
      aria-label={label}
      aria-disabled={busy || undefined}
      aria-keyshortcuts={keys}
      aria-pressed={pressed}
      onClick={() => void press()}
    >
      {children}
    </button>
  );
}

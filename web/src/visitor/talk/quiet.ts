// Whether the others see that one is writing. Remembered in this tab.
import { useState } from "preact/hooks";
import { keep, kept } from "../keep";

export interface Quiet {
  readonly quiet: boolean;
  readonly setQuiet: (on: boolean) => void;
}

export function useQuiet(): Quiet {
  const [quiet, set] = useState(kept("quiet_typing") !== null);
  const setQuiet = (on: boolean) => {
    keep("quiet_typing", on ? "yes" : null);
    set(on);
  };
  return { quiet, setQuiet };
}

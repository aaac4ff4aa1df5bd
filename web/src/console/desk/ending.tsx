// An end that can still be taken back.
import { useEffect, useRef } from "preact/hooks";
import { now } from "../clock";

export interface EndingProps {
  readonly at: number;
  readonly keepOn: () => void;
}

export function Ending({ at, keepOn }: EndingProps) {
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const left = Math.max(0, Math.ceil((at - now.value) / 1000));
  return (
    <div class="ending trouble row">
      <span class="grow" role="timer">
        This conversation ends in {left} s. The visitor is not told before.
      </span>
      <button type="button" ref={back} class="primary" onClick={keepOn} aria-keyshortcuts="Control+Z">
        Keep talking
      </button>
    </div>
  );
}

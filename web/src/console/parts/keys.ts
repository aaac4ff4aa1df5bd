// Keys for the whole page. Letters never fire while somebody types, and can be switched off.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

/** By letter ("j", "?") or, for keys that also work while typing, "Alt+m" or "Ctrl+z". */
export type Keys = Readonly<Record<string, () => void>>;

export interface Press {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

const STORED = "warmline.letters";

/** WCAG 2.1.4: who speaks to the computer must be able to switch single letters off. */
export const letters = signal(readLetters());

export function setLetters(on: boolean): void {
  letters.value = on;
  localStorage.setItem(STORED, on ? "on" : "off");
}

/** The name under which a press is looked up; null where it must not fire. */
export function nameOf(press: Press, typing: boolean, on: boolean): string | null {
  if (press.altKey && !press.ctrlKey && !press.metaKey) return `Alt+${letterOf(press)}`;
  if (press.ctrlKey || press.metaKey) return typing ? null : `Ctrl+${letterOf(press)}`;
  return typing || !on ? null : press.key;
}

export function useKeys(keys: Keys): void {
  const newest = useRef(keys);
  newest.current = keys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return;
      const name = nameOf(event, isTyping(event.target), letters.value);
      const act = name === null ? undefined : newest.current[name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}

/** With Alt some keyboards give another sign; the place of the key stays. */
function letterOf(press: Press): string {
  if (press.code.startsWith("Digit")) return press.code.slice(5);
  return press.code.startsWith("Key") ? press.code.slice(3).toLowerCase() : press.key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function readLetters(): boolean {
  return typeof localStorage === "undefined" || localStorage.getItem(STORED) !== "off";
}

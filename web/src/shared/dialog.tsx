// A question over the page. Not <dialog>, which phones of 2019 do not have.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface DialogProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Escape and the backdrop mean "no". */
  readonly close: () => void;
}

const FOCUSABLE = "a[href], button:not([disabled]), input, select, textarea, [tabindex='0']";

export function Dialog({ title, children, close }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  useFocusInside(box);
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") stayInside(event, box.current);
  };
  return (
    <div class="backdrop" role="presentation" onKeyDown={keys} onClick={(event) => onlyBackdrop(event, close)}>
      <div ref={box} class="dialog" role="dialog" aria-modal="true" aria-labelledby="dialog-title" tabIndex={-1}>
        <h2 id="dialog-title">{title}</h2>
        {children}
      </div>
    </div>
  );
}

/** Focus moves in, and goes back to where it was. */
function useFocusInside(box: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [box]);
}

function stayInside(event: KeyboardEvent, box: HTMLDivElement | null): void {
  const places = box ? Array.from(box.querySelectorAll<HTMLElement>(FOCUSABLE)) : [];
  const [first, last] = [places[0], places[places.length - 1]];
  if (!first || !last) return;
  const here = document.activeElement;
  if (event.shiftKey && (here === first || here === box)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && here === last) {
    event.preventDefault();
    first.focus();
  }
}

function onlyBackdrop(event: MouseEvent, close: () => void): void {
  if (event.target === event.currentTarget) close();
}

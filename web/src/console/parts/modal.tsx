// A question over the page. The browser keeps the focus inside; afterwards it goes back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

export interface ModalProps {
  readonly title: string;
  readonly children: ComponentChildren;
  /** Escape means "no". A click beside the dialog means nothing: it happens by mistake. */
  readonly close: () => void;
}

export function Modal({ title, children, close }: ModalProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const [dialog, before] = [box.current, document.activeElement];
    dialog?.showModal();
    return () => {
      dialog?.close(); // while it is open nothing behind it takes the focus
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const cancelled = (event: Event) => {
    event.preventDefault();
    close();
  };
  return (
    <dialog ref={box} class="modal" aria-labelledby={heading} onCancel={cancelled}>
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}

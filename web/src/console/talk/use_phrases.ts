// Where in the box a phrase goes, and where one writes on after it.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { asksForPhrase } from "./phrase_book";

interface Place {
  readonly from: number;
  readonly to: number;
}

export interface PhrasesOpen {
  readonly open: boolean;
  /** After something was written: a "/" that begins a word opens the list. */
  readonly written: (event: InputEvent) => void;
  readonly press: () => void;
  readonly take: (words: string) => void;
  readonly close: () => void;
  /** Whoever writes is somewhere else now: the focus stays there. */
  readonly left: () => void;
}

export function usePhrases(box: RefObject<HTMLTextAreaElement | null>, change: (text: string) => void): PhrasesOpen {
  const [place, setPlace] = useState<Place | null>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null || place !== null) return;
    box.current?.focus();
    box.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const leave = (at: number) => {
    caret.current = at;
    setPlace(null);
  };
  return {
    open: place !== null,
    written(event) {
      const [text, at] = [box.current?.value ?? "", box.current?.selectionStart ?? 0];
      if (event.data === "/" && asksForPhrase(text, at)) setPlace({ from: at - 1, to: at });
    },
    press() {
      const at = box.current?.selectionStart ?? 0;
      setPlace({ from: at, to: at });
    },
    take(words) {
      if (place === null) return;
      const text = box.current?.value ?? "";
      change(text.slice(0, place.from) + words + text.slice(place.to));
      leave(place.from + words.length);
    },
    close: () => leave(place?.to ?? 0),
    left: () => setPlace(null),
  };
}

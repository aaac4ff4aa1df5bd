// Where staff write. Enter sends at a desk; on a phone it makes a new line. Nothing is cut silently.
import { useContext, useId, useRef, useState } from "preact/hooks";
import { TEXT_LIMIT } from "../../contract";
import { personalDetail } from "../../shared/personal";
import { ownWords } from "../../shared/sent_lines";
import type { Courier } from "./courier";
import { drafts, setDraft } from "./drafts";
import { PersonalQuestion } from "./personal_question";
import { Phrases, type Phrasing } from "./phrases";
import { AllLines } from "./sent_line";
import { usePhrases } from "./use_phrases";

export interface ComposerProps {
  /** Where the words go, as the courier knows it; drafts are kept under the same name. */
  readonly to: string;
  readonly label: string;
  readonly courier: Courier;
  readonly send?: string;
  readonly name?: string;
  /** Whispers are not announced as writing to those in front. */
  readonly showsTyping?: "yes" | "no";
  /** What one may start from, under "/" and under a button. */
  readonly phrasing?: Phrasing;
}

const NEAR = 200; // characters left from which the count is shown

export function Composer({ to, label, courier, send = "Send", name, showsTyping = "yes", phrasing }: ComposerProps) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const text = drafts.value[to] ?? "";
  const left = TEXT_LIMIT - Array.from(text).length;
  const sent = () => {
    setDraft(to, "");
    box.current?.focus();
  };
  const { found, say, go, close } = useSaying(left < 0 ? "" : text, (words) => courier.say(to, words), sent);
  const submit = (event: Event) => {
    event.preventDefault();
    say();
  };
  const typed = (words: string) => {
    setDraft(to, words);
    if (showsTyping === "yes") courier.typing(to);
  };
  const phrases = usePhrases(box, typed);
  return (
    <form class="composer" onSubmit={submit}>
      <label for={id}>{label}</label>
      {phrasing && phrases.open ? <Phrases phrasing={phrasing} {...phrases} /> : null}
      <textarea
        id={id}
        ref={box}
        rows={rowsFor(text)}
        value={text}
        data-composer={name}
        aria-describedby={`${id}-left`}
        aria-invalid={left < 0 || undefined}
        onInput={(event) => {
          typed(event.currentTarget.value);
          if (phrasing) phrases.written(event);
        }}
        onKeyDown={(event) => keys(event, say)}
      />
      <Foot id={`${id}-left`} left={left} send={send} phrases={phrasing ? phrases.press : undefined} />
      {found === null ? null : <PersonalQuestion found={found} send={go} close={close} />}
    </form>
  );
}

interface FootProps {
  readonly id: string;
  readonly left: number;
  readonly send: string;
  readonly phrases: (() => void) | undefined;
}

function Foot({ id, left, send, phrases }: FootProps) {
  return (
    <p class="row">
      <span id={id} class={left < 0 ? "wrong grow" : "quiet small grow"} role="status">
        {leftInWords(left)}
      </span>
      {phrases ? <PhrasesButton press={phrases} /> : null}
      <button class="primary">{send}</button>
    </p>
  );
}

function PhrasesButton({ press }: { readonly press: () => void }) {
  return (
    <button type="button" aria-haspopup="listbox" onClick={press}>
      Phrases <kbd aria-hidden="true">/</kbd>
    </button>
  );
}

/** Sending, and the question before something personal goes out. */
function useSaying(text: string, send: (text: string) => void, sent: () => void) {
  const [found, ask] = useState<string | null>(null);
  const lines = useContext(AllLines);
  const go = () => {
    ask(null);
    send(text);
    sent();
  };
  const say = () => {
    if (text.trim() === "") return;
    const detail = personalDetail(ownWords(text, lines));
    if (detail === null) go();
    else ask(detail);
  };
  return { found, say, go, close: () => ask(null) };
}

/** Put the cursor into the box of this name. Returns whether it is on the page. */
export function focusComposer(name: string): boolean {
  const box = document.querySelector<HTMLTextAreaElement>(`[data-composer="${name}"]`);
  box?.focus();
  return box !== null;
}

function keys(event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement }, say: () => void): void {
  if (event.key === "Escape") event.currentTarget.blur();
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  say();
}

function rowsFor(text: string): number {
  return Math.min(6, Math.max(2, text.split("\n").length + Math.floor(text.length / 90)));
}

function leftInWords(left: number): string {
  if (left < 0) return `${-left} characters too many`;
  return left <= NEAR ? `${left} characters left` : "";
}

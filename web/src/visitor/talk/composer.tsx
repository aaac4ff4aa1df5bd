// Where one writes. Nothing is cut, nothing is lost by a reload, and nothing is sent by accident.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Dialog } from "../../shared/dialog";
import { personalDetail } from "../../shared/personal";
import type { PageData } from "../data";
import { keep, kept } from "../keep";
import { counted } from "../sentence";
import { WORDS } from "../words";

const ROWS = 6;

export interface ComposerProps {
  readonly data: PageData;
  readonly label: string;
  readonly typed: (text: string) => void;
  readonly say: (text: string) => void;
  /** Beside the words, in a room: that they may be hard to read. */
  readonly children?: ComponentChildren;
}

export function Composer(props: ComposerProps) {
  const { data, label } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, over, found, write, submit, send, change } = useWriting(props);
  useRows(box, text);
  const submitted = (event: Event) => {
    event.preventDefault();
    submit();
    box.current?.focus();
  };
  return (
    <form class="composer" onSubmit={submitted}>
      <label class="spoken" for="words">
        {label}
      </label>
      <textarea
        id="words"
        ref={box}
        rows={1}
        dir="auto"
        placeholder={label}
        value={text}
        aria-describedby="left"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => onEnter(event, submit)}
      />
      <button type="submit" class="primary" disabled={over > 0}>
        {WORDS.chat.common.send}
      </button>
      <p id="left" class={over > 0 ? "trouble small" : "small quiet"} role="status">
        {counter(over, data)}
      </p>
      {props.children}
      {found === null ? null : <Personal found={found} send={send} close={change} />}
    </form>
  );
}

/** The words in the box, which outlive a reload, and the question before something personal goes. */
function useWriting({ data, typed, say }: ComposerProps) {
  const [text, setText] = useState(() => kept("draft") ?? "");
  const [found, ask] = useState<string | null>(null);
  const over = Array.from(text).length - data.longest;
  const write = (value: string) => {
    setText(value);
    keep("draft", value === "" ? null : value);
    typed(value);
  };
  const send = () => {
    ask(null);
    say(text.trim());
    write("");
  };
  const submit = () => {
    if (text.trim() === "" || over > 0) return;
    const detail = personalDetail(text);
    if (detail === null) send();
    else ask(detail);
  };
  return { text, over, found, write, submit, send, change: () => ask(null) };
}

interface PersonalProps {
  readonly found: string;
  readonly send: () => void;
  readonly close: () => void;
}

function Personal({ found, send, close }: PersonalProps) {
  return (
    <Dialog title={WORDS.chat.writing.sure} close={close}>
      <p>{WORDS.troubles.contact_details}</p>
      <p>
        {WORDS.chat.writing.found} <strong>{found}</strong>
      </p>
      <div class="row">
        <button type="button" class="primary" onClick={close}>
          {WORDS.chat.writing.change}
        </button>
        <button type="button" onClick={send}>
          {WORDS.chat.writing.anyway}
        </button>
      </div>
    </Dialog>
  );
}

function counter(over: number, data: PageData): string {
  if (over > 0) return counted(WORDS.chat.writing.too_long, over);
  return -over <= data.longest - data.note_from ? counted(WORDS.chat.writing.left, -over) : "";
}

/** Enter sends where there is a keyboard; under a thumb it makes a new line. */
function onEnter(event: KeyboardEvent, submit: () => void): void {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (window.matchMedia("(pointer: coarse)").matches) return;
  event.preventDefault();
  submit();
}

/** The box grows with the words, up to six lines. */
function useRows(box: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.rows = 1;
    const style = getComputedStyle(area);
    const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
    const lines = Math.round((area.scrollHeight - padding) / parseFloat(style.lineHeight));
    area.rows = Math.min(ROWS, Math.max(1, lines));
  }, [box, text]);
}

// One message with what was noticed in it, or one sentence of the service.
import type { ComponentChildren } from "preact";
import type { Line } from "../../contract";
import { clock } from "../../shared/times";
import { concernsOf, type Concern } from "./concerns";
import { type Labelling, Missed, Wrong } from "./labels";
import { marked } from "./marked";
import { noticeInWords } from "./notices";
import { SentLines } from "./sent_line";

export interface SaidProps {
  readonly line: Line;
  /** What one's own line came to: "delivered", or nothing to say. */
  readonly mark: string;
  /** Where whoever hears it may say something of the screen. */
  readonly labelling?: Labelling | undefined;
}

export function Said({ line, mark, labelling }: SaidProps) {
  if (line.notice !== null) return <Notice at={line.at} words={noticeInWords(line.notice, line.name)} />;
  return (
    <li class={`said ${line.mine ? "mine" : line.role}`}>
      <p class="who">
        {line.mine ? "You" : line.name}
        {line.mine || line.role === "visitor" ? "" : ` (${line.role})`} <When at={line.at} />
      </p>
      <Words line={line} />
      <SentLines line={line} />
      <Hints line={line} labelling={labelling} />
      {line.careful ? <p class="mark">Folded for the other visitors: it may be hard to read.</p> : null}
      {line.hushed ? <p class="mark">Muted: the other visitors do not see this.</p> : null}
      {line.withheld ? <Withheld mine={line.mine} /> : null}
      {mark === "" ? null : <p class="mark">{mark}</p>}
    </li>
  );
}

function Hints({ line, labelling }: Omit<SaidProps, "mark">) {
  const labels = line.role === "visitor" && line.text !== "" ? labelling : undefined;
  return (
    <>
      {concernsOf(line.notes).map((concern) => (
        <Hint key={concern.gravest.concern} concern={concern}>
          {labels === undefined ? null : <Wrong line={line} labelling={labels} concern={concern.gravest.concern} />}
        </Hint>
      ))}
      {labels?.moderates === true ? <Missed line={line} labelling={labels} /> : null}
    </>
  );
}

const HELD = "(This message is held back.)";
const UNSAID = "(The visitor took this back.)";
const DELETED = "(These words are no longer here: deleted, or older than a restore.)";

function Words({ line }: { readonly line: Line }) {
  if (line.text === "") return <p class="words quiet">{whyNothing(line)}</p>;
  return (
    <p class="words">
      {marked(line.text, line.notes).map((piece, at) =>
        piece.noticed ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
      )}
    </p>
  );
}

function whyNothing({ unsaid, withheld }: Line): string {
  if (unsaid) return UNSAID;
  return withheld ? HELD : DELETED;
}

interface HintProps {
  readonly concern: Concern;
  readonly children: ComponentChildren;
}

function Hint({ concern: { gravest, others }, children }: HintProps) {
  const look = `hint level-${gravest.severity}`;
  const sign = (
    <>
      <strong>{gravest.concern.replaceAll("_", " ")}:</strong> {gravest.reason}
    </>
  );
  if (others.length === 0) {
    return (
      <div class={look}>
        {sign} {children}
      </div>
    );
  }
  return (
    <details class={look}>
      <summary>{sign}</summary>
      <ul>
        {others.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {children}
    </details>
  );
}

function Withheld({ mine }: { readonly mine: boolean }) {
  return <p class="mark wrong">{mine ? "This was not delivered." : "Held back: the others do not see this."}</p>;
}

function Notice({ at, words }: { readonly at: string; readonly words: string }) {
  return (
    <li class="notice">
      {words} <When at={at} />
    </li>
  );
}

function When({ at }: { readonly at: string }) {
  return <time dateTime={at}>{clock(at)}</time>;
}

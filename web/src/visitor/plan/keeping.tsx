// Keeping the plan: as a file, on paper, as a QR code. All of it is made here; nothing leaves this page.
import { useState } from "preact/hooks";
import type { PlanCard } from "../../contract";
import type { PlanWords } from "../../shared/plan_form";
import { save } from "../../shared/save_file";
import { WORDS } from "../words";
import { asText, partsOf, type Part } from "./plan_text";
import { QrCode } from "./qr_code";

const PRINTS = "prints-plan";

export interface KeepingProps {
  readonly words: PlanWords;
  readonly plan: PlanCard | null;
}

export function Keeping({ words, plan }: KeepingProps) {
  const [coded, setCoded] = useState(false);
  const parts = partsOf(words, plan);
  if (parts.length === 0) return null;
  const text = asText(words.title, parts);
  return (
    <section aria-labelledby="plan-keep">
      <h3 id="plan-keep">{WORDS.chat.plan.keep}</h3>
      <p class="small">{words.keep}</p>
      <p class="row">
        <button type="button" onClick={() => save("plan.txt", "text/plain", text)}>
          {WORDS.chat.plan.as_text}
        </button>
        <button type="button" onClick={() => save("plan.html", "text/html", asPage(words.title, parts))}>
          {WORDS.chat.plan.as_page}
        </button>
        <button type="button" onClick={print}>
          {WORDS.chat.plan.print}
        </button>
        <button type="button" aria-expanded={coded} onClick={() => setCoded(!coded)}>
          {WORDS.chat.plan.code}
        </button>
      </p>
      {coded ? <QrCode text={text} /> : null}
      <Paper title={words.title} parts={parts} />
    </section>
  );
}

/** What the printer gets. On the screen the same words stand above. */
function Paper({ title, parts }: { readonly title: string; readonly parts: readonly Part[] }) {
  return (
    <div class="plan-paper" aria-hidden="true">
      <h1>{title}</h1>
      {parts.map((part) => (
        <div key={part.title}>
          <h2>{part.title}</h2>
          <p dir="auto">{part.text}</p>
        </div>
      ))}
    </div>
  );
}

function print(): void {
  document.documentElement.classList.add(PRINTS);
  addEventListener("afterprint", () => document.documentElement.classList.remove(PRINTS), { once: true });
  window.print();
}

/** A page of its own, made of elements: what people wrote enters as text. */
function asPage(title: string, parts: readonly Part[]): string {
  const page = document.implementation.createHTMLDocument(title);
  page.documentElement.lang = document.documentElement.lang;
  page.documentElement.dir = document.documentElement.dir;
  const add = (name: string, words: string) => {
    const element = page.createElement(name);
    element.textContent = words;
    if (name === "p") {
      element.dir = "auto";
      element.style.whiteSpace = "pre-wrap";
    }
    page.body.appendChild(element);
  };
  add("h1", title);
  for (const part of parts) {
    add("h2", part.title);
    add("p", part.text);
  }
  return `<!doctype html>\n${new XMLSerializer().serializeToString(page)}`;
}

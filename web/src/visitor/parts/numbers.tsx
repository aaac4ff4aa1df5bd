// Emergency numbers and lines, one tap away.
import type { Contact } from "../../contract";
import type { LineCard, PageData } from "../data";
import { WORDS } from "../words";

export function Numbers({ numbers }: { readonly numbers: readonly string[] }) {
  return (
    <p class="row">
      {numbers.map((number) => (
        <a key={number} class="button grave" href={`tel:${number}`}>
          {WORDS.call} {number}
        </a>
      ))}
    </p>
  );
}

export function Lines({ cards }: { readonly cards: readonly LineCard[] }) {
  return (
    <ul class="lines">
      {cards.map((card) => (
        <li key={card.id}>
          <OneLine card={card} />
        </li>
      ))}
    </ul>
  );
}

export function OneLine({ card }: { readonly card: LineCard }) {
  return (
    <div class="one-line">
      <strong>{card.name}</strong>
      {card.stale ? <span class="small quiet"> {WORDS.stale}</span> : null}
      {card.contacts.map((contact) => (
        <Way key={`${contact.method}${contact.dial ?? contact.url ?? ""}`} contact={contact} />
      ))}
    </div>
  );
}

function Way({ contact }: { readonly contact: Contact }) {
  const state = openState(contact.open_now);
  return (
    <p class="way">
      <a class="button" {...target(contact)}>
        {label(contact)}
      </a>
      <span class="small quiet">{[state, contact.hours].filter(Boolean).join(" · ")}</span>
    </p>
  );
}

function openState(open: boolean | null): string {
  if (open === null) return "";
  return open ? WORDS.open_now : WORDS.closed_now;
}

function label({ method, dial, keyword, url }: Contact): string {
  if (method === "phone") return `${WORDS.call} ${dial ?? ""}`;
  if (method === "sms" && keyword) return `${WORDS.text} ${keyword} ${WORDS.to} ${dial ?? ""}`;
  if (method === "sms") return `${WORDS.text} ${dial ?? ""}`;
  return `${WORDS.open_page} ${(url ?? "").replace(/^https:\/\/(www\.)?/, "").replace(/\/.*$/, "")}`;
}

function target({ method, dial, url }: Contact) {
  if (method === "phone") return { href: `tel:${dial ?? ""}` };
  if (method === "sms") return { href: `sms:${dial ?? ""}` };
  return { href: url ?? "", target: "_blank", rel: "noopener noreferrer" };
}

/** Known to answer now. */
export function isOpen(card: LineCard): boolean {
  return card.contacts.some((one) => one.open_now === true);
}

interface HelpHereProps {
  readonly data: PageData;
  readonly region: string;
  /** The title over those that are open now, where they are to stand apart. */
  readonly openNow?: string;
}

/** Emergency numbers and lines of the country that was chosen. */
export function HelpHere({ data, region, openNow }: HelpHereProps) {
  const cards = data.resources.filter((card) => card.country === region);
  const open = openNow === undefined ? [] : cards.filter(isOpen);
  const country = data.countries.find((one) => one.id === region);
  return (
    <div class="help-here">
      <h2>{data.words.emergency.title}</h2>
      <Numbers numbers={country?.emergency ?? []} />
      <p>{data.words.emergency.body[0]}</p>
      {open.length === 0 ? null : <h2>{openNow}</h2>}
      {open.length === 0 ? null : <Lines cards={open} />}
      <Lines cards={cards.filter((card) => !open.includes(card))} />
    </div>
  );
}

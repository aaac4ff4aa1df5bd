// Emergency numbers and lines, one tap away.
import type { Contact } from "../../contract";
import { inCountry } from "../../shared/line_text";
import { target } from "../../shared/sent_lines";
import type { LineCard, PageData } from "../data";
import { filled, With } from "../sentence";
import type { Country, Days } from "../texts";
import { WORDS } from "../words";

const DAY = /\b(?:Daily|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g;
const SENT = "sent"; // they are told by us: there is nothing to call
const EMERGENCY = "emergency"; // as if it were a line of the directory

interface WhoseProps {
  readonly country: string;
  /** Those that the server sent, where it did. */
  readonly numbers?: readonly string[] | undefined;
}

/** The emergency numbers of a country, and whose they are: in another one they may reach nobody. */
export function Numbers({ country, numbers }: WhoseProps) {
  const known = countryOf(country);
  return (
    <p class="row">
      {(numbers ?? known?.emergency ?? []).map((number) => (
        <a key={number} class="button grave" href={`tel:${number}`}>
          <span>
            <With sentence={WORDS.lines.call} parts={{ number: <Written text={number} /> }} />
          </span>
        </a>
      ))}
      <span class="small">{filled(WORDS.lines.number_of, { country: known?.label ?? country })}</span>
    </p>
  );
}

export function countryOf(id: string): Country | undefined {
  return WORDS.countries.find((one) => one.id === id);
}

export function linesOf(data: PageData, country: string): readonly LineCard[] {
  return inCountry(data.resources, country);
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
      <strong>{card.id === EMERGENCY ? WORDS.lines.emergency : card.name}</strong>
      {card.stale ? <span class="small quiet"> {WORDS.lines.stale}</span> : null}
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
      {contact.method === SENT ? null : (
        <a class="button" {...target(contact)}>
          <span>
            <Label {...contact} />
          </span>
        </a>
      )}
      <span class="small quiet">{[state, hoursInWords(contact.hours)].filter(Boolean).join(" · ")}</span>
    </p>
  );
}

function openState(open: boolean | null): string {
  if (open === null) return "";
  return open ? WORDS.lines.open_now : WORDS.lines.closed_now;
}

function Label({ method, dial, keyword, url }: Contact) {
  const { lines } = WORDS;
  const number = <Written text={dial ?? ""} />;
  if (method === "phone") return <With sentence={lines.call} parts={{ number }} />;
  if (method === "sms" && keyword !== null) {
    return <With sentence={lines.text_word} parts={{ number, word: <Written text={keyword} /> }} />;
  }
  if (method === "sms") return <With sentence={lines.text} parts={{ number }} />;
  const site = (url ?? "").replace(/^https:\/\/(www\.)?/, "").replace(/\/.*$/, "");
  return <With sentence={lines.visit} parts={{ site: <Written text={site} /> }} />;
}

/** From left to right, whatever stands round it: else its groups of digits change places. */
function Written({ text }: { readonly text: string }) {
  return <bdi dir="ltr">{text}</bdi>;
}

/** Published hours, with the days as this language calls them. */
function hoursInWords(hours: string): string {
  return hours.replace(DAY, (day) => WORDS.lines.days[day.toLowerCase() as keyof Days]);
}

/** Known to answer now. */
export function isOpen(card: LineCard): boolean {
  return card.contacts.some((one) => one.open_now === true);
}

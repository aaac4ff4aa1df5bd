// Lines of the directory in what was said, one tap away, as the visitor has them too.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Contact, Line } from "../../contract";
import { mayName, partsOf, target } from "../../shared/sent_lines";
import type { LineCard } from "../service";

/** All lines of the directory: they are known by their words. */
export const AllLines = createContext<readonly LineCard[]>([]);

export function SentLines({ line }: { readonly line: Line }) {
  const cards = useContext(AllLines);
  if (!mayName(line)) return null;
  const sent = partsOf(line.text, cards).flatMap(({ card }) => (card === null ? [] : [card]));
  if (sent.length === 0) return null;
  return (
    <ul class="sent-lines small" aria-label="Lines in this message">
      {sent.flatMap((card) =>
        card.contacts.map((contact) => (
          <li key={`${card.id} ${contact.method} ${contact.dial ?? contact.url ?? ""}`}>
            <a {...target(contact)}>{wayInWords(contact)}</a>
          </li>
        )),
      )}
    </ul>
  );
}

function wayInWords({ method, dial, keyword, url }: Contact): string {
  if (method === "phone") return `Call ${dial ?? ""}`;
  if (method === "sms") return keyword === null ? `Text ${dial ?? ""}` : `Text ${keyword} to ${dial ?? ""}`;
  return `Open ${(url ?? "").replace(/^https:\/\/(www\.)?/, "").replace(/\/.*$/, "")}`;
}

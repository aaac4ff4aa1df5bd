// A helpline in what staff write: known by its words, as they were put in from the directory.
import type { Line, ResourceCard } from "../contract";
import { lineText } from "./line_text";

type Named = Pick<ResourceCard, "name" | "contacts">;

/** Words, or a line of the directory in the place of its words. */
export type Part<Card> = { readonly card: Card } | { readonly card: null; readonly text: string };

/** Only of staff: what visitors write to each other leads nowhere, whatever it says. */
export function mayName({ role }: Pick<Line, "role">): boolean {
  return role === "peer" || role === "moderator";
}

/** Whole lines that are those of `cards`, letter by letter, apart from the rest. What is linked comes from the card. */
export function partsOf<Card extends Named>(text: string, cards: readonly Card[]): readonly Part<Card>[] {
  const parts: Part<Card>[] = [];
  let words: string[] = [];
  const close = () => {
    const between = words.join("\n").trim();
    if (between !== "") parts.push({ card: null, text: between });
    words = [];
  };
  for (const line of text.split("\n")) {
    const card = cardOf(line.trim(), cards);
    if (card === null) words.push(line);
    else {
      close();
      parts.push({ card });
    }
  }
  close();
  return parts;
}

function cardOf<Card extends Named>(line: string, cards: readonly Card[]): Card | null {
  const named = line === "" ? undefined : cards.find((one) => line.startsWith(one.name) && lineText(one) === line);
  return named ?? null;
}

/** What somebody wrote themselves. */
export function ownWords(text: string, cards: readonly Named[]): string {
  return partsOf(text, cards)
    .map((part) => ("text" in part ? part.text : ""))
    .join("\n");
}

/** Where a tap leads. */
export function target({ method, dial, url }: ResourceCard["contacts"][number]) {
  if (method === "phone") return { href: `tel:${dial ?? ""}` };
  if (method === "sms") return { href: `sms:${dial ?? ""}` };
  return { href: url ?? "", target: "_blank", rel: "noopener noreferrer" };
}

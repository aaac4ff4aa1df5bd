// A service of the directory in words for staff.
import type { Contact, ResourceCard } from "../../contract";
import { ANYWHERE } from "../../shared/line_text";

export function contactText(contact: Contact): string {
  const place = contact.dial ?? contact.url;
  if (place === null) return "";
  const keyword = contact.keyword === null ? "" : ` (send "${contact.keyword}")`;
  const way = `${WAYS[contact.method] ?? contact.method}: ${place}${keyword}`;
  return [way, openInWords(contact)].filter(Boolean).join(", ");
}

export function openInWords(contact: Contact): string {
  if (contact.open_now === true) return "open now";
  if (contact.open_now === false) return contact.hours === "" ? "closed now" : `closed now, open ${contact.hours}`;
  return contact.hours;
}

/** "Only for ages 12 to 25. Only with a referral by a doctor." Empty: they are there for everybody. */
export function acceptsInWords({ from_age, to_age, conditions }: ResourceCard): string {
  const ages = agesInWords(from_age, to_age);
  return [ages, ...conditions].filter(Boolean).join(" ");
}

function agesInWords(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `For ages ${from} to ${to}.`;
  if (from !== null) return `From age ${from} on.`;
  return to === null ? "" : `Up to age ${to}.`;
}

/** "South Korea" for KR: two letters alone are easily mistaken. */
export function countryName(code: string, language = "en"): string {
  if (code === ANYWHERE) return "anywhere";
  return new Intl.DisplayNames([language], { type: "region", fallback: "code" }).of(code) ?? code;
}

const WAYS: Readonly<Record<string, string>> = {
  phone: "Phone",
  sms: "Text message",
  chat: "Chat",
  web: "Web",
};

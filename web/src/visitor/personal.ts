// Things people may regret having written: a number, an address, a link. Asked about, never stopped.

const MAIL = /[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}/i;
const LINK = /\b(?:https?:\/\/|www\.)\S+/i;
const DIGITS = /\+?\(?\d(?:[\s().-]{0,2}\d){7,14}/g;
const DATE = /^\(?\d{4}[-.]\d{1,2}[-.]\d{1,2}$|^\d{1,2}[-. ]\d{1,2}[-. ]\d{4}$/;

/** The first such part of the text, or null. A date and a small number are not a phone number. */
export function personalDetail(text: string): string | null {
  const found = MAIL.exec(text) ?? LINK.exec(text);
  return found ? found[0] : phone(text);
}

function phone(text: string): string | null {
  const numbers = text.match(DIGITS) ?? [];
  return numbers.find((one) => !DATE.test(one.trim()) && !isCounting(one)) ?? null;
}

/** "1 2 3 4 5 6 7 8", or backwards: people count to stay calm. */
function isCounting(found: string): boolean {
  const numbers = found.trim().split(/\s+/).map(Number);
  const steps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));
  return steps.length > 2 && steps.every((step) => Math.abs(step) === 1);
}

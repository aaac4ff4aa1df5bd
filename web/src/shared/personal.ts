// What people may regret having written: a way to be reached elsewhere. Asked about, never stopped.
// The screen reads the same sentences: contact_examples.json holds both to them. No lookbehind:
// browsers of 2019 do not know it.

const PLACES =
  "(?:insta(?:gram)?|the gram|ig|snap(?:chat)?|sc|discord|telegram|whats ?app|kik|tik ?tok|facebook|fb" +
  "|messenger|signal|twitter|skype|reddit|viber|we ?chat|steam|roblox|zoom|face ?time|e-?mail|gmail)";
const NAMED = "(?:insta(?:gram)?|ig|snap(?:chat)?|sc|discord|telegram|kik|tik ?tok|skype|whats ?app)";
const NUMBER = "(?:(?:phone|cell|mobile|whats ?app) )?(?:number|num|digits)";
const DOT = "(?:\\.| ?[[({]dot[\\])}] ?| dot )";
const AT = "(?: ?@ ?| ?[[({]at[\\])}] ?| at )";
const DIGIT = "(?:zero|oh|o|nought|nil|one|two|three|four|five|six|seven|eight|nine|double|triple|\\d)";

const EXACT = [
  `[\\w.+-]{1,64}@[\\w-]{1,63}(?:${DOT}[\\w-]{2,63})+`,
  `[\\w.+-]{1,64}${AT}[\\w-]{1,63}${DOT}(?:com|net|org|edu|me|de|fr|es|co\\.uk|co)\\b`,
  `[\\w.+-]{1,64}${AT}(?:gmail|hotmail|outlook|yahoo|icloud|proton(?:mail)?)\\b`,
  "(?:https?:\\/\\/|www\\.)\\S+",
  "\\b[a-z][\\w.]{1,31}#\\d{4}\\b",
].map((way) => new RegExp(way, "i"));
const TOLD = [
  "\\b(?:add|find|follow|text|message|msg|dm|reach|contact|write|talk|chat|speak|move|switch|go)" +
    ` (?:to )?(?:me |over )?(?:on|at|via|by|through|over|to) (?:my |the )?${PLACES}\\b`,
  `\\bmy ${NAMED}(?: (?:name|user|username|handle|id|tag|is)\\b| ?[:=]| ?@)`,
  `\\b${NAMED} ?[:=] ?[\\w.]{3,}`,
  "\\b(?:what(?:'?s| is)|give me|send me|can i (?:have|get)|could i (?:have|get)|do (?:you|u) have|swap)" +
    ` (?:a |an |ur |your |any )?(?:${PLACES}|${NUMBER})\\b`,
  "\\b(?:text|call|ring|phone|msg|message) me (?:on|at) (?:my\\b|this\\b|\\+?\\(?\\d{3})",
  `\\b(?:here(?:'?s| is) )?my ${NUMBER} ?(?:is\\b|:|\\+?\\d)`,
  "\\bmy (?:home )?address is\\b|\\bi live at \\d|\\bmy post ?code is\\b|\\bmy zip(?: code)? is\\b",
  "\\b(?:can|could|should|shall|let'?s|wanna|want to) (?:we |you )?(?:meet|hang out|see each other)" +
    "(?: up)?(?: with me)? (?:in person|irl|in real life|face to face|outside)\\b",
].map((way) => new RegExp(way, "i"));
const HANDLE = /(?:^|[^\w@.])(@[a-z_][\w.]{2,30})/i;
const PHONE = /[+(]{0,2}(?:\d|o(?=\d))(?:[\s().-]{0,3}(?:\d|[oil](?=[\s().-]{0,3}\d))){6,14}/gi;
const SAID = new RegExp(`\\b${DIGIT}(?:[\\s,.-]{1,3}${DIGIT}){6,}\\b`, "gi");

const PART_BEFORE = /[\w.,/£$€]/;
const PART_AFTER = /[\d/£$€%]/;
const DATE = /^\(?(?:\d{4}[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4})/;
const FREE = /^(?:0800|0808|1-?8(?:00|33|44|55|66|77|88)|116)/;
const COUNTING = /^(?:zero\W+)?(?:one|1)\W+(?:two|2)\W+(?:three|3)|^(?:ten\W+)?(?:nine|9)\W+(?:eight|8)\W+(?:seven|7)/i;

/** The first such part of the text, or null. A date, a price and a free line are none. */
export function personalDetail(text: string): string | null {
  const plain = text.replace(/[’‘ʼ]/g, "'").replace(/[\u200b-\u200f\u2060\ufeff]/g, "");
  const exact = first(EXACT, plain) ?? phone(plain) ?? HANDLE.exec(plain)?.[1] ?? saidNumber(plain);
  return exact ?? first(TOLD, plain);
}

function first(ways: readonly RegExp[], text: string): string | null {
  for (const way of ways) {
    const found = way.exec(text);
    if (found) return found[0];
  }
  return null;
}

function phone(text: string): string | null {
  PHONE.lastIndex = 0;
  for (let found = PHONE.exec(text); found; found = PHONE.exec(text)) {
    const [before, after] = [text.charAt(found.index - 1), text.charAt(PHONE.lastIndex)];
    if (!PART_BEFORE.test(before) && !PART_AFTER.test(after) && isPhone(found[0].trim())) return found[0].trim();
  }
  return null;
}

function isPhone(number: string): boolean {
  return !DATE.test(number) && !COUNTING.test(number) && !FREE.test(number) && digits(number) >= 7;
}

function digits(text: string): number {
  return text.replace(/\D/g, "").length;
}

function saidNumber(text: string): string | null {
  const numbers = text.match(SAID) ?? [];
  return numbers.find((one) => /[a-z]/i.test(one) && !COUNTING.test(one)) ?? null;
}

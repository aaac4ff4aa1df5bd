// Times in the language of the page, as this browser's own region writes them where it is the same one.
import * as times from "../shared/times";
import { pageLanguage } from "./sentence";

export const clock = (at: string): string => times.clock(at, locale());
export const day = (date: string): string => times.day(date, locale());
export const moment = (at: string): string => times.moment(at, locale());

function locale(): string {
  return localeOf(pageLanguage(), navigator.languages);
}

/** With the digits of our sentences and of phone numbers: two kinds of them beside each other confuse. */
export function localeOf(language: string, liked: readonly string[]): string {
  const own = liked.find((one) => one.split("-")[0] === language) ?? language;
  return `${own}-u-nu-latn`;
}

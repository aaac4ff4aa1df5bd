// The words of the chat, in the language of this page (config/texts). They come before it is drawn.
import type { Words } from "./texts";

/** Set once, by `speak`. */
export let WORDS: Words;

export function speak(words: Words): void {
  WORDS = words;
}

/** The server has other words than this page asks for: it is of another release. */
export class OutOfDate extends Error {}

/** From the server. Rejects where they do not come. */
export async function wordsAt(address: string, signal: AbortSignal): Promise<Words> {
  const answer = await fetch(address, { signal });
  if (answer.status === 404) throw new OutOfDate();
  if (!answer.ok) throw new Error("no words");
  return (await answer.json()) as Words;
}

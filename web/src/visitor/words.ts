// The words of the chat, in the language of this page (config/texts). They come before it is drawn.
import type { Words } from "./texts";

/** Set once, by `speak`. */
export let WORDS: Words;

export function speak(words: Words): void {
  WORDS = words;
}

/** From the server. Rejects where they do not come. */
export async function wordsIn(language: string): Promise<Words> {
  const answer = await fetch(`/words?language=${language}`);
  if (!answer.ok) throw new Error("no words");
  return (await answer.json()) as Words;
}

// Pages stay open across an update: the server may say a word that this page has never heard of.

type Words<Known extends string, Value> = Readonly<Partial<Record<Known, Value>>>;

export function isKnown<Known extends string>(words: Words<Known, unknown>, word: string): word is Known {
  return Object.prototype.hasOwnProperty.call(words, word);
}

/** What belongs to a word of the server; `otherwise` where the server is newer than this page. */
export function wordsFor<Known extends string, Value>(words: Words<Known, Value>, word: string, otherwise: Value): Value {
  return isKnown(words, word) ? (words[word] ?? otherwise) : otherwise;
}

/** For staff: a word that has no sentence here is read as it is. */
export function inPlain<Known extends string>(words: Words<Known, string>, word: string): string {
  return wordsFor(words, word, word.replace(/_/g, " "));
}

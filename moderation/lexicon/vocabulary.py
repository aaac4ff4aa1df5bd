"""One way of writing each word: "wanna" is read as "want to", "im" as "i am"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from moderation.reading.normalise import FOLDING, Normalised, normalise

DOUBLED: Final = re.compile(r"([^\W\d_])\1")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words as the lexicon reads them; `origin` is each one's place among the written words."""

    text: Normalised
    words: Sequence[str] = field(repr=False)
    origin: Sequence[int] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`usual` gives the words that a written word stands for; fillers stand for nothing."""

    usual: Mapping[str, tuple[str, ...]]
    apart: Mapping[str, tuple[str, ...]]  # a word that people write as two: my self
    fillers: frozenset[str]
    letters: Mapping[int, str]  # none of them in ASCII

    @classmethod
    def of(
        cls,
        spellings: Mapping[str, Iterable[str]],
        fillers: Iterable[str],
        letters: Mapping[str, str] | None = None,
    ) -> "Vocabulary":
        table = str.maketrans(dict(letters or {}))
        plain = partial(_plain, table)
        pairs = [(plain(usual), plain(o)) for usual, others in spellings.items() for o in others]
        apart: dict[str, tuple[str, ...]] = {}
        for usual, other in pairs:
            if " " in other:
                apart[usual] = (*apart.get(usual, ()), other)
        return cls(
            usual={other: tuple(usual.split()) for usual, other in pairs if " " not in other},
            apart=apart,
            fillers=frozenset(map(plain, fillers)),
            letters=table,
        )

    def knowing(self, words: Iterable[str]) -> "Vocabulary":
        """Reads "kil", which is left of "killlll", as "kill", unless it is a word by itself."""
        known = frozenset(words)
        thin = {DOUBLED.sub(r"\1", word): (word,) for word in sorted(known)}
        added = {word: usual for word, usual in thin.items() if word not in known}
        return replace(self, usual={**added, **self.usual})

    def joining(self, words: Iterable[str], prefixes: Iterable[str]) -> "Vocabulary":
        """Reads a word that is written together with one of the `prefixes` as both."""
        known = frozenset(map(self.plain, words))
        joined = {p + w: (p, *self._usual(w)) for p in prefixes for w in sorted(known)}
        added = {word: usual for word, usual in joined.items() if word not in known}
        return replace(self, usual={**added, **self.usual})

    def read(self, text: Normalised) -> Tokens:
        usual, words = self.usual, self.written(text)
        if usual.keys().isdisjoint(words):
            return Tokens(text, words, range(len(words)))
        said: list[str] = []
        origin: list[int] = []
        for at, word in enumerate(words):
            if (meant := usual.get(word)) is None:
                said.append(word)
                origin.append(at)
            else:
                said += meant
                origin += [at] * len(meant)
        return Tokens(text, said, origin)

    def written(self, text: Normalised) -> Sequence[str]:
        """The message's words in the letters of this language."""
        if not self.letters or text.folded.isascii():
            return text.words
        return [word.translate(self.letters) for word in text.words]

    def words(self, text: str) -> list[str]:
        """A phrase of the lexicon, read the same way."""
        lettered = (word.translate(self.letters) for word in normalise(_unaccented(text)).words)
        return [word for written in lettered for word in self._usual(written)]

    def without_fillers(self, text: str) -> str:
        return " ".join(word for word in self.words(text) if word not in self.fillers)

    def ways(self, phrase: str) -> Iterator[str]:
        """The phrase itself, and with words apart that people write apart."""
        yield phrase
        padded = f" {phrase} "
        for word, others in self.apart.items():
            if f" {word} " in padded:
                yield from (padded.replace(f" {word} ", f" {o} ").strip() for o in others)

    def plain(self, word: str) -> str:
        """One word of the file as it is read in a message; what is ASCII stays as it is."""
        return word if word.isascii() else _unaccented(word).translate(self.letters)

    def _usual(self, word: str) -> tuple[str, ...]:
        return self.usual.get(word, (word,))


def _unaccented(text: str) -> str:
    """Normalising does this first of all; what is ASCII then is read several times as fast."""
    if text.isascii():
        return text
    folded = text.translate(FOLDING)
    return folded if folded.isprintable() else text


def _plain(letters: Mapping[int, str], words: str) -> str:
    return normalise(words).text.translate(letters)

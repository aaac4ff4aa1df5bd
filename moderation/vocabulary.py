"""One way of writing each word: "wanna" is read as "want to", "im" as "i am"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from moderation.normalise import Normalised, normalise

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

    @classmethod
    def of(cls, spellings: Mapping[str, Iterable[str]], fillers: Iterable[str]) -> "Vocabulary":
        pairs = [(_plain(usual), _plain(o)) for usual, others in spellings.items() for o in others]
        apart: dict[str, tuple[str, ...]] = {}
        for usual, other in pairs:
            if " " in other:
                apart[usual] = (*apart.get(usual, ()), other)
        return cls(
            usual={other: tuple(usual.split()) for usual, other in pairs if " " not in other},
            apart=apart,
            fillers=frozenset(map(_plain, fillers)),
        )

    def knowing(self, words: Iterable[str]) -> "Vocabulary":
        """Reads "kil", which is left of "killlll", as "kill", unless it is a word by itself."""
        known = frozenset(words)
        thin = {DOUBLED.sub(r"\1", word): (word,) for word in sorted(known)}
        added = {word: usual for word, usual in thin.items() if word not in known}
        return Vocabulary({**added, **self.usual}, self.apart, self.fillers)

    def read(self, text: Normalised) -> Tokens:
        usual = self.usual
        if usual.keys().isdisjoint(text.words):
            return Tokens(text, text.words, range(len(text.words)))
        pairs = [(w, at) for at, word in enumerate(text.words) for w in usual.get(word, (word,))]
        return Tokens(text, [word for word, _ in pairs], [at for _, at in pairs])

    def words(self, text: str) -> list[str]:
        """A phrase of the lexicon, read the same way."""
        return list(self.read(normalise(text)).words)

    def without_fillers(self, text: str) -> str:
        return " ".join(word for word in self.words(text) if word not in self.fillers)

    def ways(self, phrase: str) -> Iterator[str]:
        """The phrase itself, and with words apart that people write apart."""
        yield phrase
        for word, others in self.apart.items():
            if f" {word} " in f" {phrase} ":
                yield from (f" {phrase} ".replace(f" {word} ", f" {o} ").strip() for o in others)


def _plain(words: str) -> str:
    return normalise(words).text

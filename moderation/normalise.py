"""Disguised words back to plain ones, each with its place in the original."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from moderation.lookalikes import Folding

FOLDING: Final = Folding()

PLAIN: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
# Apostrophes, invisible marks and signs that stand for letters inside a word (d!e, p@ss, ki$$).
TOKEN: Final = re.compile(
    r"(?:[^\W_]{1,2}[!|](?=[^\W_]{2}|[^\W_]\b)|\$(?=[^\W\d_]{2}))?[^\W_]+(?:['`\x00@$]+[^\W_]+)*(?:(?<=[^\W\d_])\$+)?"
)
ODD: Final = re.compile(r"[^ -~\s]|[!|`@$](?=[^\W_])|[^\W\d_]\$")
JOINED: Final = re.compile(r"(?:[-_~·+^.*])(?=[^\W_])")
JOINT: Final = re.compile(r"[-_~·+^.]|\*{1,3}")
RUN: Final = re.compile(r"([^\W\d_])\1\1")
LONG_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
STRIPPED: Final = str.maketrans("@$!|", "asii", "'`\x00")
DIGITS: Final = str.maketrans("0134579", "oieastg")
INNER_DIGIT: Final = re.compile(r"(?<=[^\W\d_])[0134579](?=[^\W\d_])")
FIRST_DIGIT: Final = re.compile(r"^[0134579](?=[^\W\d_]{3})")
LETTER_WORDS: Final = frozenset("aiuryknbo0123456789")
"""Single letters that people write as words ("u r a"): a run of only these is left alone."""

Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Normalised:
    """Plain words in lower case. Where they stood is worked out when somebody asks."""

    original: str = field(repr=False)
    folded: str = field(repr=False)
    words: Sequence[str] = field(repr=False)

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def places(self) -> list[tuple[int, int]]:
        """For each word the start and end (exclusive) of its characters in the original."""
        words = _tracked(self.folded)
        if len(self.folded) == len(self.original):
            return [(start, end) for _, start, end in words]
        at = [at for at, c in enumerate(self.original) for _ in FOLDING[ord(c)]]
        return [(at[start], at[end - 1] + 1) for _, start, end in words]


def normalise(text: str) -> Normalised:
    """Never slower than linear. Normalising the result's text again gives the same text."""
    folded = text.lower() if text.isascii() else text.translate(FOLDING)
    return Normalised(text, folded, _words(folded))


def _words(folded: str) -> list[str]:
    if JOINED.search(folded):
        return [word for word, _, _ in _tracked(folded)]
    words: list[str] = _pattern(folded).findall(folded)
    words = list(map(_spelled, words)) if RUN.search(folded) else _respelled(words)
    if [len(word) for word in words].count(1) > 2:
        return [word for word, _, _ in _tracked(folded)]
    return words


def _pattern(folded: str) -> re.Pattern[str]:
    return TOKEN if ODD.search(folded) else PLAIN


def _respelled(words: list[str]) -> list[str]:
    return [word if word.isalpha() else _spelled(word) for word in words]


def _tracked(folded: str) -> list[Word]:
    """The same words, each with its place in the folded text."""
    tokens = _pattern(folded).finditer(folded)
    words = [(_spelled(m[0]), m.start(), m.end()) for m in tokens]
    if JOINED.search(folded):
        words = list(_chained(words, folded))
    return list(_unspaced(words))


def _spelled(word: str) -> str:
    """Without apostrophes, with letters for the digits and signs that stand for them."""
    if not word.isalpha():
        word = word.translate(STRIPPED)
        if not word.isdecimal():
            word = INNER_DIGIT.sub(_letter, word)
            word = FIRST_DIGIT.sub(_letter, word)
    return LONG_RUN.sub(r"\1", word) if RUN.search(word) else word


def _letter(digit: re.Match[str]) -> str:
    return digit[0].translate(DIGITS)


def _chained(words: list[Word], folded: str) -> Iterator[Word]:
    """Joins su-i-cide; leaves self-harm as two words."""
    chain: list[Word] = []
    for word in words:
        if chain and not JOINT.fullmatch(folded, chain[-1][2], word[1]):
            yield from _link(chain, folded)
            chain = []
        chain.append(word)
    yield from _link(chain, folded)


def _link(chain: list[Word], folded: str) -> list[Word]:
    """A chain with a very short piece is one word in pieces; "end.I" is a missing space."""
    if len(chain) < 2 or not all(word.isalpha() for word, _, _ in chain):
        return chain
    dotted = len(chain) == 2 and folded[chain[0][2]] == "."
    return chain if dotted or min(len(word) for word, _, _ in chain) > 2 else [_one(chain)]


def _unspaced(words: list[Word]) -> Iterator[Word]:
    """Joins three or more single letters in a row: k i l l."""
    for single, group in groupby(words, lambda word: len(word[0]) == 1):
        run = list(group)
        if single and len(run) > 2 and not LETTER_WORDS.issuperset(word for word, _, _ in run):
            yield _one(run)
        else:
            yield from run


def _one(pieces: list[Word]) -> Word:
    return _spelled("".join(word for word, _, _ in pieces)), pieces[0][1], pieces[-1][2]

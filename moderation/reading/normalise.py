"""Disguised words back to plain ones, each with its place in the original."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from moderation.reading.codes import FIRST_WORDS, uncoded
from moderation.reading.leet import (
    COUNTED,
    RUNNING,
    SIGNS,
    bare,
    decoded,
    decoded_among,
    letters,
    shortened,
)
from moderation.reading.lookalikes import Folding
from moderation.reading.pictures import pictured
from moderation.reading.pieces import JOINED, Word, broken, chained, mended, unspaced
from moderation.reading.spelling import Spelling

FOLDING: Final = Folding()
SPELLING: Final = Spelling.read()
KNOWN: Final = SPELLING.known

_SIGN: Final = re.escape(SIGNS)
_INNER: Final = rf"['`\x00-\x08\x7f{_SIGN}]"
PLAIN: Final = re.compile(r"[a-z0-9]+(?:'[a-z0-9]+)*")
# Apostrophes, invisible marks and signs that stand for letters inside a word (d!e, p@ss, ki$$).
TOKEN: Final = re.compile(
    rf"(?:[{_SIGN}]{{1,2}}(?='?[^\W_]))?'?[^\W_]+(?:{_INNER}+[^\W_]+)*(?:(?<=[^\W_])[!|+]*[$@]+)?"
    rf"|(?<!\S)[{_SIGN}]{{1,3}}(?!\S)"
)
PIECE: Final = re.compile(r"[^\W_]+(?:['`\x00-\x08\x7f@$]+[^\W_]+)*(?:(?<=[^\W\d_])\$+)?")
# Written so that the search begins at a sign: most texts have none.
ODD: Final = re.compile(
    rf"[{_SIGN}`\x00-\x08\x7f](?:(?='?[^\W_])|(?<=[^\W_][$@])|(?<=[\x00-\x08\x7f])"
    r"|(?<=\s[@!|])(?=\s)|(?<=^[@!|])(?=\s))"
)
LETTERS_OR_NOT: Final = re.compile(r"[^\W\d]+|\d+")
FOREIGN: Final = re.compile(r"[^\x00-\x7f\W]")


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
        return self.unfolded((start, end) for _, start, end in _tracked(self.folded))

    def unfolded(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where the characters of spans of the folded text stand in the original."""
        if self.original.isascii():
            return list(spans)
        at = [at for at, c in enumerate(self.original) for _ in FOLDING[ord(c)]]
        return [(at[start], at[end - 1] + 1) for start, end in spans]


@lru_cache(maxsize=256)
def normalise(text: str) -> Normalised:
    """Never slower than linear. Normalising the result's text again gives the same text.

    Several checks ask for the same message in turn, and the course once more when it has been
    kept, some milliseconds later; the last few are remembered for them.
    """
    folded = text.lower() if text.isascii() else text.translate(FOLDING)
    return Normalised(text, folded, _words(folded))


def _words(folded: str) -> list[str]:
    """Most messages hold nothing but plain words: for them this is all."""
    if not JOINED.search(folded) and not _is_odd(folded):
        words = [w if w.isalpha() else w.replace("'", "") for w in PLAIN.findall(folded)]
        if FIRST_WORDS.isdisjoint(words) and not _are_letters(words) and _are_plain(words):
            return words
    return [word for word, _, _ in _tracked(folded)]


def _is_odd(folded: str) -> bool:
    """Whether there are letters or signs in it for which the plain pattern is not enough."""
    if not folded.isascii() and FOREIGN.search(folded):
        return True
    return ODD.search(folded) is not None


def _are_letters(words: Iterable[str]) -> bool:
    """Whether three single letters stand in a row."""
    return b"\1\1\1" in bytes([len(word) < 2 for word in words])


def _are_plain(words: list[str]) -> bool:
    if KNOWN.issuperset(words):
        return True
    strange = [at for at, word in enumerate(words) if word not in KNOWN]
    if not all(_is_plain(words[at]) for at in strange):
        return False
    pairs = [words[max(0, at - 1) : at + 2] for at in strange]
    return not any(broken(a, b, SPELLING) for near in pairs for a, b in pairwise(near))


def _is_plain(word: str) -> bool:
    if not word.isalpha():
        return COUNTED.fullmatch(word) is not None
    return RUNNING.search(word) is None and SPELLING.meant(word) == word


def _tracked(folded: str) -> list[Word]:
    """The same words, each with its place in the folded text."""
    odd = _is_odd(folded)
    tokens = [(m[0], m.start(), m.end()) for m in (TOKEN if odd else PLAIN).finditer(folded)]
    if JOINED.search(folded):
        tokens = list(chained(tokens, folded, SPELLING))
    words = _read(mended(tokens, SPELLING))
    if odd:
        words = pictured(words)
    if _are_letters(word for word, _, _ in words):
        words = list(unspaced(words, folded, SPELLING))
    return uncoded(mended(words, SPELLING))


def _read(tokens: list[Word]) -> list[Word]:
    """Each token as the word or the words for which it stands."""
    found = [(token, _decoded(token[0])) for token in tokens if not token[0].isalpha()]
    coded: dict[Word, str | None] = {token: word for token, word in found if word}
    if others := sum(len(word) > 2 for _, word in found if word):
        unread = [token for token, word in found if not word]
        coded |= {token: decoded_among(token[0], others, SPELLING) for token in unread}
    return [word for token in tokens for word in _laid(token, coded.get(token))]


@lru_cache(maxsize=1024)  # one token is asked for several times, and who writes so repeats it
def _decoded(written: str) -> str | None:
    return decoded(written, SPELLING)


def _laid(token: Word, meant: str | None) -> Iterable[Word]:
    """The words of one token."""
    written, start, end = token
    if meant is not None:
        return _spread(meant, start, end)
    if written.isalpha():
        return _worded(written, start, end)
    pieces = ((m[0], start + m.start(), start + m.end()) for m in PIECE.finditer(written))
    return [word for piece in pieces for word in _worded(*piece)]


def _worded(written: str, start: int, end: int) -> Iterable[Word]:
    if written in KNOWN or len(written) == 1:
        return ((written, start, end),)
    return _spread(_spelled(written), start, end)


@lru_cache(maxsize=1024)
def _spelled(written: str) -> str:
    for _ in range(2):  # what is left when signs are read may be a number that spells a word
        if not written.isalpha():
            written = _decoded(written) or letters(bare(written))
    if " " in written or written in KNOWN:
        return written
    if not written.isalpha():
        return _counted(written)
    if (short := shortened(written)) != written:
        # "tooo" is "to", but "deeep" is no "dep", and "offf" no "of".
        two = len(short) < 3 and short in SPELLING.parts and short != "of"
        written = short if two else SPELLING.thick(short) or short
    return SPELLING.meant(written)


def _counted(written: str) -> str:
    """Apart from the number in it, if that parts words: im15andscared."""
    pieces = [SPELLING.meant(shortened(piece)) for piece in LETTERS_OR_NOT.findall(written)]
    return " ".join(pieces) if any(" " in piece for piece in pieces) else shortened(written)


def _spread(meant: str, start: int, end: int) -> Iterable[Word]:
    """Where every letter is still there each word has its own place, else that of them all."""
    if " " not in meant:
        return ((meant, start, end),) if meant else ()
    whole = len(meant.replace(" ", "")) == end - start
    at, found = start, []
    for word in meant.split():
        found.append((word, at, at + len(word)) if whole else (word, start, end))
        at += len(word)
    return found

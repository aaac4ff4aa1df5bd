"""Digits and signs that stand for letters: k1ll, d!e, $uicide, my53lf."""

import re
from collections.abc import Iterator
from typing import Final

from moderation.reading.spelling import Spelling

SIGNS: Final = "@$!|+€£¢¥"
_DROPPED: Final = {ord(c): None for c in "'`*\x00\x01\x02\x03\x04\x05\x06\x07\x08\x7f"}
_USUAL: Final = str.maketrans("0134579@$!|+€£¢¥68", "oieastgasiitelcygb") | _DROPPED
_OTHER: Final = str.maketrans("1!|68", "lllbb")
AMBIGUOUS: Final = re.compile(r"[1!|68]")
_ONLY_LETTERS: Final = str.maketrans("@$", "as") | _DROPPED
_TRAILING: Final = "!|+"

INNER_DIGIT: Final = re.compile(r"(?<=[^\W\d_])[0134579](?=[^\W\d_])")
COUNTED: Final = re.compile(r"\d+[a-z]{0,2}|[a-z]\d|[fm]\d\d|\w")
"""13f, m15, 5k, 3am, 90s, a4: numbers, unless the whole message is written like this."""
LETTER_FIRST: Final = re.compile(r"[a-z]\d+")
"""d13, h17, but c19, b12, r18 too: only a word of danger is read into these."""
UNMISTAKABLE: Final = frozenset({"t0", "m3", "n0", "d0", "g0"})
AMONG_OTHERS: Final = {"1": "i", "!": "i", "|": "i", "70": "to", "700": "too"}
MANY: Final = 2
"""Among so many other words written like this any number is read as a word, even an age."""
LONG: Final = 6
"""A decoded word of so many letters may have a typing error as well."""
NUMBER: Final = re.compile(r"\d\d")
LONG_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
RUNNING: Final = re.compile(r"([^\W\d_])\1\1")


def bare(token: str) -> str:
    """Without apostrophes, and with letters for the two signs that always stand for one."""
    return token.translate(_ONLY_LETTERS)


def decoded(token: str, spelling: Spelling) -> str | None:
    """The known word that the digits and signs of a token spell, if they spell one."""
    token = token.replace("'", "")
    if token.isalpha() or (COUNTED.fullmatch(token) and token not in UNMISTAKABLE):
        return None
    word = _spelt(token, spelling)
    return word if word in spelling.targets or not LETTER_FIRST.fullmatch(token) else None


def decoded_among(token: str, others: int, spelling: Spelling) -> str | None:
    """The same where other words of the message are written like this: 1 w4n7 70 d13."""
    token = token.replace("'", "")
    if token.isdecimal() and others < MANY:
        return AMONG_OTHERS.get(token)
    return AMONG_OTHERS.get(token) or _spelt(token, spelling)


def _spelt(token: str, spelling: Spelling) -> str | None:
    for word in _ways(token):
        if word in spelling.known:
            return word
    word = _as_letters(token)
    if len(word) >= LONG and not NUMBER.search(token) and (meant := spelling.meant(word)) != word:
        return meant
    return None


def _ways(token: str) -> Iterator[str]:
    yield _as_letters(token)
    if AMBIGUOUS.search(token):
        yield _as_letters(token.translate(_OTHER))
    if token[-1] in _TRAILING:
        yield from _ways(token.rstrip(_TRAILING) or "-")


def _as_letters(token: str) -> str:
    return shortened(token.translate(_USUAL))


def letters(word: str) -> str:
    """Letters for the digits inside a word, whatever its language."""
    return INNER_DIGIT.sub(lambda digit: digit[0].translate(_USUAL), word)


def shortened(word: str) -> str:
    """Three and more of one letter are one."""
    return LONG_RUN.sub(r"\1", word) if RUNNING.search(word) else word

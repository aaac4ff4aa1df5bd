"""Words that were taken apart: su-i-cide, k i l l, sui cide."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from string import ascii_lowercase
from typing import Final

from moderation.reading.leet import decoded, shortened
from moderation.reading.spelling import Spelling

JOINED: Final = re.compile(r"[-_~·+^./*](?<=[^\W_].)(?=\*{0,2}[^\W_])")
_JOINT: Final = re.compile(r"[-_~·+^./]|\*{1,3}")
LETTER_WORDS: Final = frozenset("aiuryknbo0123456789")
"""Single letters that people write as words ("u r a"): a run of only these is left alone."""
MASKED: Final = {"d*e": "die", "k*s": "kys", "c*t": "cut", "s/h": "self harm", "s/i": "suicide"}
LONG_PIECE: Final = 4
RUN: Final = 3
"""So many single letters in a row are one word."""

Word = tuple[str, int, int]


def chained(words: Iterable[Word], folded: str, spelling: Spelling) -> Iterator[Word]:
    """Joins su-i-cide; leaves self-harm as two words."""
    chain: list[Word] = []
    for word in words:
        if chain and not _JOINT.fullmatch(folded, chain[-1][2], word[1]):
            yield from _link(chain, folded, spelling)
            chain = []
        chain.append(word)
    yield from _link(chain, folded, spelling)


def _link(chain: list[Word], folded: str, spelling: Spelling) -> list[Word]:
    """A chain that spells a word, or with a very short piece, is one word in pieces."""
    if len(chain) < 2:
        return chain
    start, end = chain[0][1], chain[-1][2]
    written = folded[start:end]
    if masked := MASKED.get(written):
        return [(word, start, end) for word in masked.split()]
    if "/" in written:  # he/she, n/a
        return chain
    joined = shortened("".join(word for word, _, _ in chain))
    plain = decoded(joined, spelling) or joined
    shortest = min(len(word) for word, _, _ in chain)
    words = spelling.known.issuperset(word for word, _, _ in chain)
    if len(chain) == 2 and folded[chain[0][2]] == ".":  # "end.I" is a missing space
        long = shortest < LONG_PIECE < len(plain)
        whole = plain in spelling.targets and (long or not words or len(plain) == LONG_PIECE)
    elif words:
        whole = _is_whole(plain, shortest, written, spelling)
    else:
        whole = plain in spelling.known or (shortest <= 2 and plain.isalpha())
        whole = whole or spelling.meant(plain) != plain
    return [(plain, start, end)] if whole else chain


def _is_whole(plain: str, shortest: int, written: str, spelling: Spelling) -> bool:
    """Whether what is made of words is meant as one: "en-ding", "he*re", but not "so-so"."""
    if "*" in written or "_" in written:
        return plain in spelling.known
    return plain in spelling.targets or (shortest <= 2 and plain in spelling.known)


def mended(words: list[Word], spelling: Spelling) -> list[Word]:
    """Joins neighbours that are a word of danger together, unless both are words."""
    if spelling.known.issuperset([word for word, _, _ in words]):
        return words
    done: list[Word] = []
    for word in words:
        whole = word
        while (
            done
            and len(done[-1][0] + whole[0]) >= LONG_PIECE
            and broken(done[-1][0], whole[0], spelling)
        ):
            whole = (done[-1][0] + whole[0], done[-1][1], whole[2])
            done.pop()
        done.append(whole)
    return done


def broken(left: str, right: str, spelling: Spelling) -> bool:
    if len(left) + len(right) < LONG_PIECE or (left in spelling.known and right in spelling.known):
        return False
    return left + right in spelling.targets


def unspaced(words: Iterable[Word], folded: str, spelling: Spelling) -> Iterator[Word]:
    """Joins three or more single letters in a row: k i l l."""
    for single, group in groupby(words, lambda word: len(word[0]) == 1):
        run = list(group)
        yield from _respaced(run, folded, spelling) if single and len(run) >= RUN else run


def _respaced(run: list[Word], folded: str, spelling: Spelling) -> list[Word]:
    for parts in (_split(run, folded), [run]):
        found = [word for part in parts for word in _said(part, spelling)]
        if not in_letters(found):
            return found
    return run


def in_letters(words: Iterable[Word]) -> bool:
    """Whether three single letters stand in a row."""
    return b"\1\1\1" in bytes([len(word) < 2 for word, _, _ in words])


def _said(part: list[Word], spelling: Spelling) -> list[Word]:
    letters = "".join(word for word, _, _ in part)
    if LETTER_WORDS.issuperset(letters) or letters in ascii_lowercase:  # u r a, a b c
        return part
    if letters.isalpha() or decoded(letters, spelling):
        return _one(part, spelling)
    groups = [list(group) for _, group in groupby(part, _is_digit)]  # a number among letters
    if len(groups) == 1:  # signs that are neither
        return part
    return [word for group in groups for word in _said(group, spelling)]


def _is_digit(word: Word) -> bool:
    return word[0].isdecimal()


def _split(run: list[Word], folded: str) -> list[list[Word]]:
    """At wider gaps than the usual: k i l l  m e."""
    between = (folded[left[2] : right[1]] for left, right in pairwise(run))
    gaps = [len(gap.replace("' ", "")) for gap in between]
    usual = min(gaps)
    parts = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > usual:
            parts.append([])
        parts[-1].append(word)
    return parts


def _one(part: Sequence[Word], spelling: Spelling) -> list[Word]:
    joined = shortened("".join(word for word, _, _ in part))
    plain = joined if joined.isalpha() else decoded(joined, spelling) or joined
    start, end = part[0][1], part[-1][2]
    if plain in spelling.known:
        return [(plain, start, end)]
    words = (spelling.spaced(plain) or spelling.meant(plain)).split()
    if len("".join(words)) != len(part):
        return [(word, start, end) for word in words]
    return list(_placed(words, part))


def _placed(words: Iterable[str], part: Sequence[Word]) -> Iterator[Word]:
    """Each word with the place of its own letters."""
    at = 0
    for word in words:
        yield word, part[at][1], part[at + len(word) - 1][2]
        at += len(word)

"""Words that people say instead of others, so that no machine may notice: unalive, k word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

Word = tuple[str, int, int]
Way = tuple[str, ...]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PLAIN: Final[Mapping[str, str]] = {
    "k word": "kill",
    "s word": "suicide",
    "sui": "suicidal",
    "sooicide": "suicide",
    "sooside": "suicide",
    "soo aside": "suicide",
    "sue aside": "suicide",
    "sewer side": "suicide",
    "suey side": "suicide",
    "self delete": "suicide",
    "self deletion": "suicide",
    "commit sudoku": "commit suicide",
    "commit not alive": "commit suicide",
    "commit unlive": "commit suicide",
    "commit toaster bath": "commit suicide",
    "take a toaster bath": "kill myself",
    "toaster bath": "suicide",
    "unlive myself": "kill myself",
    "unlive": "die",
    "yeet myself": "kill myself",
    "rope myself": "hang myself",
    "neck myself": "kill myself",
    "pew pew myself": "shoot myself",
    "unsubscribe from life": "leave this life",
    "unsubscribe from my life": "leave this life",
    "unsubscribe from living": "leave this life",
    "log off life": "leave this life",
    "log off from life": "leave this life",
    "log out of life": "leave this life",
    "check out of life": "leave this life",
    "exit life": "leave this life",
    "quit life": "leave this life",
    "ragequit life": "leave this life",
    "rage quit life": "leave this life",
    "uninstall life": "leave this life",
    "alt f4 life": "leave this life",
    "ctb": "catch the bus",
    "forever nap": "sleep forever",
    "forever sleep": "sleep forever",
    "graped": "raped",
    "graping": "raping",
    "grapist": "rapist",
    "seggs": "sex",
    "seggsual": "sexual",
}
_OBJECTS: Final = _set(
    "myself me self my urself yourself himself herself themselves themself him her them you u us"
    " people someone somebody everyone"
)
_UNALIVE: Final = "unalive"
_NOT_AFTER: Final[Mapping[str, frozenset[str]]] = {"sui": frozenset({"generis", "juris"})}


def _by_first() -> Mapping[str, Sequence[tuple[Way, Sequence[str]]]]:
    """The longest first, so that it is tried first."""
    pairs = sorted(((tuple(c.split()), p.split()) for c, p in _PLAIN.items()), key=lambda p: p[0])
    firsts = {code[0] for code, _ in pairs}
    return {
        first: [pair for pair in reversed(pairs) if pair[0][0] == first] for first in firsts
    } | {_UNALIVE: []}


_CODES: Final = _by_first()
FIRST_WORDS: Final = frozenset(_CODES)
CODED: Final = frozenset(word for code in _PLAIN for word in code.split())


def uncoded(words: Sequence[Word]) -> list[Word]:
    """With the words that are meant. Each stands where the whole code stood."""
    alone = len(words) == 1 and words[0][0] == _UNALIVE  # to kill or to die: nobody knows
    if alone or FIRST_WORDS.isdisjoint(word for word, _, _ in words):
        return list(words)
    return list(_meant(words))


def _meant(words: Sequence[Word]) -> Iterator[Word]:
    at = 0
    while at < len(words):
        taken, plain = _found([word for word, _, _ in words[at : at + 5]])
        start, end = words[at][1], words[at + taken - 1][2]
        yield from ((word, start, end) for word in plain)
        at += taken


def _found(words: Sequence[str]) -> tuple[int, Sequence[str]]:
    """How many of the words are a code, and what it says."""
    after = words[1] if len(words) > 1 else ""
    if words[0] == _UNALIVE:
        return 1, ("kill" if after in _OBJECTS else "die",)
    for code, plain in _CODES.get(words[0], ()):
        if tuple(words[: len(code)]) == code and after not in _NOT_AFTER.get(code[0], ()):
            return len(code), plain
    return 1, words[:1]

"""One character at a time: what a reader takes it for."""

import unicodedata
from pathlib import Path
from typing import Final

from moderation.reading.pictures import MARKS

TABLE: Final = Path(__file__).parent / "confusables.txt"

UNSEEN: Final = ""
"""What no reader sees is nothing: zero-width and bidirectional marks, accents, variation signs."""

LONGEST: Final = 3
"""A character that would become more than so many (one ligature becomes 18) is a gap instead."""

ROOM: Final = 65_536
"""So many characters are remembered; a flood of rare ones does not fill the memory."""

_APOSTROPHES: Final = "’‘‛ʼʻʽˈ´′＇՚ߴ"
_QUOTES: Final = "“”„‟«»‹›″〝〞＂"
_INVISIBLE: Final = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"
_OTHERS: Final = {"…": ".", "؟": "?", "。": ".", "¡": "!"}


def _table() -> dict[str, str]:
    rows = TABLE.read_text("utf-8").splitlines()
    pairs = (row.split(" ") for row in rows if not row.startswith("#"))
    table = {twin: letter for letter, twins in pairs for twin in twins}
    table |= dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"')
    return {**table, **dict.fromkeys(_INVISIBLE, UNSEEN), **_OTHERS, **MARKS}


_TABLE: Final = _table()


def _once(character: str) -> str:
    if (known := _TABLE.get(character)) is not None:
        return known
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return UNSEEN
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in plain if unicodedata.category(c) != "Mn")


def folded(character: str) -> str:
    """Lower case, without accents, in the letters it looks like; folding again changes nothing."""
    now = _once(character)
    while (after := "".join(map(_once, now))) != now:
        now = after
    return now if len(now) <= LONGEST else " "


class Folding(dict[int, str]):
    """What `str.translate` asks for each character, worked out when first seen."""

    def __missing__(self, code: int) -> str:
        seen = folded(chr(code))
        if len(self) < ROOM:
            self[code] = seen
        return seen

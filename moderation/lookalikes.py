"""One character at a time: what a reader takes it for."""

import unicodedata
from typing import Final

IGNORED: Final = "\x00"
"""Stands for what no reader sees: zero-width and bidirectional marks, accents, variation signs."""

LONGEST: Final = 3
"""A character that would become more than so many (one ligature becomes 18) is a gap instead."""

ROOM: Final = 65_536
"""So many characters are remembered; a flood of rare ones does not fill the memory."""

_APOSTROPHES: Final = "’‘‛ʼʻʽˈ´′＇՚ߴ"
_QUOTES: Final = "“”„‟«»‹›″〝〞＂"
_INVISIBLE: Final = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"

_LETTERS: Final = {
    "a": "аαɑᴀ🅐🅰",
    "b": "ьвβʙᏼ🅑🅱",
    "c": "сϲᴄ🅒🅲",
    "d": "ԁɗᴅ🅓🅳",
    "e": "еεєᴇ🅔🅴",
    "f": "ғƒꜰ🅕🅵",
    "g": "ɡɢց🅖🅶",
    "h": "һнʜ🅗🅷",
    "i": "іιɩɪıӏ🅘🅸",
    "j": "јʝᴊ🅙🅹",
    "k": "кκᴋ🅚🅺",
    "l": "ⅼʟɭł🅛🅻",
    "m": "мᴍ🅜🅼",
    "n": "пηɴռ🅝🅽",
    "o": "оοσᴏөø🅞🅾",
    "p": "рρᴘ🅟🅿",
    "q": "ԛq🅠🆀",
    "r": "гʀɾ🅡🆁",
    "s": "ѕꜱʂ🅢🆂",
    "t": "тτᴛŧ🅣🆃",
    "u": "υսᴜμ🅤🆄",
    "v": "νѵᴠ🅥🆅",
    "w": "ԝωᴡш🅦🆆",
    "x": "хχ🅧🆇",
    "y": "уүγʏ🅨🆈",
    "z": "ᴢʐ🅩🆉",
}


def _table() -> dict[str, str]:
    table = {twin: letter for letter, twins in _LETTERS.items() for twin in twins}
    table |= dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"')
    table |= dict.fromkeys(_INVISIBLE, IGNORED) | {"…": ".", "؟": "?", "。": "."}
    return table


_TABLE: Final = _table()


def _once(character: str) -> str:
    if known := _TABLE.get(character):
        return known
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return IGNORED
    plain = unicodedata.normalize("NFKD", character).casefold()
    return "".join(c for c in plain if unicodedata.category(c) != "Mn") or IGNORED


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

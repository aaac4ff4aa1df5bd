"""Writes the table of look-alike letters from Unicode's list: `… confusables confusables.txt`."""

import argparse
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import Final

TABLE: Final = Path(__file__).parents[1] / "reading" / "confusables.txt"
PROPERTY: Final = re.compile(r"^# (?:Version|Date|©).*", re.MULTILINE)
LINE: Final = re.compile(r"^([0-9A-F]+) ;\t([0-9A-F ]+) ;", re.MULTILINE)

# Scripts in which people here write, or in which a letter's twin would be an accident.
LEFT_ALONE: Final = re.compile(
    r"ARABIC|HEBREW|SYRIAC|THAANA|NKO|CJK|KATAKANA|HIRAGANA|HANGUL|BOPOMOFO|KANGXI|DEVANAGARI"
    r"|BENGALI|GURMUKHI|GUJARATI|ORIYA|TAMIL|TELUGU|KANNADA|MALAYALAM|SINHALA|THAI|LAO|TIBETAN"
    r"|MYANMAR|ETHIOPIC|KHMER|MONGOLIAN|GEORGIAN|.*DIGIT|.*NUMBER|.*NUMERAL|.*FRACTION"
)
NAMED: Final = re.compile(
    r"(?:LATIN (?:SMALL|CAPITAL) LETTER (?:TURNED |REVERSED |OPEN |SIDEWAYS |DOTLESS |SCRIPT "
    r"|LONG |INVERTED |SMALL CAPITAL )*|LATIN LETTER SMALL CAPITAL (?:TURNED |REVERSED )?"
    r"|NEGATIVE (?:SQUARED|CIRCLED) LATIN CAPITAL LETTER |REGIONAL INDICATOR SYMBOL LETTER "
    r"|SQUARED LATIN CAPITAL LETTER )([A-Z])(?: WITH .*)?"
)
# What the list lacks or gives to another letter than people read when they meet it in a word.
READ: Final = {
    "b": "ьвβ",
    "c": "ϲ",
    "d": "ð",
    "e": "ɛεєəǝэ",
    "f": "ғ",
    "h": "нʜ",
    "i": "ıӏ",
    "k": "кκ",
    "m": "м",
    "n": "пηɴип",
    "o": "σө",
    "p": "þ",
    "r": "я",
    "t": "τт",
    "u": "μυц",
    "w": "ωшɯ",
    "x": "χ",
    "y": "γүʎ",
}

NOTICE: Final = """\
# Letters that look like others: the letter, a space, its twins. Written by
# moderation/training/confusables.py from Unicode's confusables.txt (Unicode Technical Standard 39),
# from the names of letters in the Unicode Character Database, and from a few of our own.
{properties}
#
# UNICODE, INC. LICENSE AGREEMENT - DATA FILES AND SOFTWARE
# COPYRIGHT AND PERMISSION NOTICE
# Copyright (c) 1991-2020 Unicode, Inc. All rights reserved.
# Distributed under the Terms of Use in https://www.unicode.org/copyright.html.
#
# Permission is hereby granted, free of charge, to any person obtaining a copy of the Unicode data
# files and any associated documentation (the "Data Files") or Unicode software and any associated
# documentation (the "Software") to deal in the Data Files or Software without restriction,
# including without limitation the rights to use, copy, modify, merge, publish, distribute, and/or
# sell copies of the Data Files or Software, and to permit persons to whom the Data Files or
# Software are furnished to do so, provided that either (a) this copyright and permission notice
# appear with all copies of the Data Files or Software, or (b) this copyright and permission notice
# appear in associated Documentation.
#
# THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
# IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR
# PURPOSE AND NONINFRINGEMENT OF THIRD PARTY RIGHTS. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR
# HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY SPECIAL INDIRECT OR CONSEQUENTIAL
# DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
# ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE
# USE OR PERFORMANCE OF THE DATA FILES OR SOFTWARE.
#
# Except as contained in this notice, the name of a copyright holder shall not be used in
# advertising or otherwise to promote the sale, use or other dealings in these Data Files or
# Software without prior written authorization of the copyright holder.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("confusables", type=Path, help="Unicode's confusables.txt")
    parser.add_argument("--to", type=Path, default=TABLE)
    wanted = parser.parse_args()
    wanted.to.write_text(table(wanted.confusables.read_text(encoding="utf-8-sig")), "utf-8")
    return 0


def table(listed: str) -> str:
    """The whole file: the same list gives the same bytes."""
    twins: dict[str, list[str]] = defaultdict(list)
    for character, letter in sorted(_letters(dict(_pairs(listed))).items()):
        twins[letter].append(character)
    properties = "\n".join(PROPERTY.findall(listed)[:3])
    rows = (f"{letter} {''.join(twins[letter])}" for letter in sorted(twins))
    return NOTICE.format(properties=properties) + "\n".join(rows) + "\n"


def _pairs(listed: str) -> Iterator[tuple[str, str]]:
    for found in LINE.finditer(listed):
        yield chr(int(found[1], 16)), "".join(chr(int(code, 16)) for code in found[2].split())


def _letters(twin_of: Mapping[str, str]) -> dict[str, str]:
    """A capital stands there only where its small letter would not say it."""
    read = {twin: letter for letter, twins in READ.items() for twin in twins}
    found: dict[str, str] = {}
    for character in _candidates(twin_of):
        small = character.lower()
        ways = (read.get(small), _named(small), twin_of.get(small), twin_of.get(character))
        letter = next((plain for way in ways if way and (plain := _plain(way))), None)
        if letter:
            found[character] = letter
    return {c: letter for c, letter in found.items() if c == c.lower() or c.lower() not in found}


def _candidates(twin_of: Mapping[str, str]) -> Iterable[str]:
    named = (chr(code) for code in range(0x80, 0x1FFFF) if NAMED.fullmatch(_name(chr(code))))
    own = (twin for twins in READ.values() for twin in twins)
    every = {*twin_of, *named, *own}
    return sorted(c for c in every if _is_letter(c) and not LEFT_ALONE.match(_name(c)))


def _named(character: str) -> str | None:
    found = NAMED.fullmatch(_name(character))
    return found[1].lower() if found else None


def _plain(written: str) -> str | None:
    """One letter of the alphabet, without its accents; two or more are no look-alike."""
    apart = unicodedata.normalize("NFKD", written).lower()
    kept = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return kept if len(kept) == 1 and kept in ascii_lowercase else None


def _is_letter(character: str) -> bool:
    """Letters, and letters in squares; not currencies and sums, nor what NFKD takes apart."""
    kind = unicodedata.category(character)
    whole = character == "ϲ" or unicodedata.normalize("NFKD", character) == character
    return whole and not character.isascii() and (kind[0] == "L" or kind == "So")


def _name(character: str) -> str:
    return unicodedata.name(character, "") if len(character) == 1 else ""


if __name__ == "__main__":
    raise SystemExit(main())

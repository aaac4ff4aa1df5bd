"""Ways in which people write a word so that a machine does not see it."""

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from moderation.reading.normalise import KNOWN

Disguise = Callable[[str, random.Random], str]

# Written down here and not taken from the screen's own table, which would answer itself.
TWINS: Final[Mapping[str, str]] = {
    "a": "аαɑａ𝐚𝒶🅰ⓐâ", "b": "ьЬｂ𝐛ⓑƀ", "c": "сϲｃ𝐜ⓒç", "d": "ԁｄ𝐝ⓓđ", "e": "еєｅ𝐞ⓔé",
    "f": "ƒｆ𝐟ⓕ", "g": "ɡｇ𝐠ⓖğ", "h": "һｈ𝐡ⓗн", "i": "іıｉ𝐢ⓘì", "j": "јｊ𝐣ⓙ", "k": "кκｋ𝐤ⓚ",
    "l": "ӏｌ𝐥ⓛł", "m": "мｍ𝐦ⓜ", "n": "пηｎ𝐧ⓝñ", "o": "оοｏ𝐨ⓞøö", "p": "рρｐ𝐩ⓟ", "q": "ԛｑ𝐪ⓠ",
    "r": "гｒ𝐫ⓡ", "s": "ѕｓ𝐬ⓢş", "t": "тτｔ𝐭ⓣ", "u": "υսｕ𝐮ⓤü", "v": "νѵｖ𝐯ⓥ", "w": "ԝｗ𝐰ⓦ",
    "x": "хχｘ𝐱ⓧ", "y": "уγｙ𝐲ⓨ", "z": "ᴢｚ𝐳ⓩ",
}  # fmt: skip
UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u202c"
ABOVE: Final = "\u0300\u0301\u0308\u0334\u0336\u0489"
LEET: Final = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7"}
VOWELS: Final = "aeiou"
WORD: Final = re.compile(r"(?<!['’])\b[a-z]+\b(?!['’])", re.IGNORECASE)
LONG: Final = 4
"""A word of fewer letters becomes another one when a letter changes; people write it in full."""

TRIES: Final = 5
"""A slip that makes another English word is no disguise; another one is tried."""

CODES: Final = {
    r"kill(?:ing)? (?:my ?self|me)": ("kms", "unalive myself", "un-alive myself", "k word myself"),
    r"suicide": ("sewerslide", "sewer slide", "sooicide", "sui", "s*icide"),
    r"suicidal": ("sewerslidal", "sui", "su!cidal"),
    r"self[- ]harm(?:ing|ed)?": ("s/h", "selfh4rm", "self h@rm"),
    r"kill(?:ing|ed)?": ("unalive", "k*ll", "kll"),
    r"die": ("d!e", "d1e", "d*e", "unalive"),
    r"end my life": ("unsubscribe from life", "log off life"),
    r"overdos(?:e|ed|ing)": ("0d", "od", "overd0se"),
    r"raped?": ("r@ped", "r*ped", "graped"),
}
PICTURES: Final = {
    r"pills?|tablets|meds": "💊",
    r"kni(?:fe|ves)": "🔪",
    r"gun": "🔫",
    r"die|dead": "💀",
    r"dying": "☠️",
    r"kill(?= (?:my|him|her|them|your)sel)": "🔪",
    r"blood": "🩸",
    r"coffin": "⚰️",
    r"sleep": "💤",
}


def twins(text: str, draw: random.Random) -> str:
    return _lettered(text, lambda c: draw.choice(TWINS[c]) if draw.random() < 0.6 else c)


def unseen(text: str, draw: random.Random) -> str:
    return _lettered(text, lambda c: c + draw.choice(UNSEEN))


def marked(text: str, draw: random.Random) -> str:
    return _lettered(text, lambda c: c + "".join(draw.choices(ABOVE, k=3)))


def spaced(text: str, draw: random.Random) -> str:
    """All letters apart; between words a wider gap, or none."""
    return draw.choice((" ", "   ")).join(" ".join(word) for word in text.split())


def dotted(text: str, draw: random.Random) -> str:
    """A sign inside each long word: between all its letters, or at one place."""
    return _worded(text, lambda word: _parted(word, draw) if len(word) >= LONG else word)


def leet(text: str, draw: random.Random) -> str:
    return _lettered(text, lambda c: draw.choice(LEET[c]) if c in LEET else c)


def repeated(text: str, draw: random.Random) -> str:
    return _lettered(text, lambda c: c * draw.choice((1, 1, 3, 4)))


def coded(text: str, draw: random.Random) -> str:
    return _replaced(text, {plain: draw.choice(ways) for plain, ways in CODES.items()})


def pictures(text: str, _: random.Random) -> str:
    return _replaced(text, PICTURES)


def another_vowel(text: str, draw: random.Random) -> str:
    """One vowel of one long word is another."""
    return _one_word(text, draw, _vowel_swapped)


def missing_letter(text: str, draw: random.Random) -> str:
    """One long word lacks one letter, not its first."""
    return _one_word(text, draw, _shortened)


def joined(text: str, _: random.Random) -> str:
    return re.sub(r"(?<=[\w’'])\s(?=\w)", "", text)


KINDS: Final[Mapping[str, Disguise]] = {
    "look-alike letters": twins,
    "invisible characters": unseen,
    "marks over letters": marked,
    "s p a c e d": spaced,
    "punc-tu-ated": dotted,
    "l33t": leet,
    "repeated letters": repeated,
    "emoji": pictures,
    "coded words": coded,
    "another vowel": another_vowel,
    "a letter missing": missing_letter,
    "wordsjoined": joined,
}


def _lettered(text: str, change: Callable[[str], str]) -> str:
    return "".join(change(c) if c.isascii() and c.isalpha() else c for c in text.lower())


def _worded(text: str, change: Callable[[str], str]) -> str:
    return WORD.sub(lambda word: change(word[0]), text)


def _replaced(text: str, ways: Mapping[str, str]) -> str:
    for plain, other in ways.items():
        text = re.sub(rf"\b(?:{plain})\b", other, text, flags=re.IGNORECASE)
    return text


def _parted(word: str, draw: random.Random) -> str:
    sign = draw.choice("-._*")
    if draw.random() < 0.5:
        return sign.join(word)
    at = draw.choice((2, len(word) - 2))
    return f"{word[:at]}{sign}{word[at:]}"


def _one_word(text: str, draw: random.Random, change: Callable[[str, random.Random], str]) -> str:
    """Words that carry the meaning are the long ones: among the two longest one is chosen."""
    words = sorted((w for w in WORD.finditer(text) if len(w[0]) >= LONG), key=lambda w: -len(w[0]))
    if not words:
        return text
    chosen = draw.choice(words[:2])
    ways = (change(chosen[0], draw) for _ in range(TRIES))
    other = next((way for way in ways if way.lower() not in KNOWN), chosen[0])
    return f"{text[: chosen.start()]}{other}{text[chosen.end() :]}"


def _vowel_swapped(word: str, draw: random.Random) -> str:
    places = [at for at, c in enumerate(word) if c in VOWELS]
    if not places:
        return word
    at = draw.choice(places)
    return word[:at] + draw.choice(VOWELS.replace(word[at], "")) + word[at + 1 :]


def _shortened(word: str, draw: random.Random) -> str:
    at = draw.randrange(1, len(word))
    return word[:at] + word[at + 1 :]

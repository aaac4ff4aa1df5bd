"""Emoji that stand for a word: "i want to 💀", "took all my 💊", "🔪 myself"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Picture:
    """What it says where a deed, a state or an idea is expected, and elsewhere; `worst` is the
    deed that is meant where somebody wants to do it to a person: the graver reading asks.
    """

    thing: str = ""
    deed: str = ""
    worst: str = ""
    state: str = ""
    idea: str = ""


_BLADE: Final = Picture(thing="knife", deed="cut", worst="kill")
_SHOT: Final = Picture(thing="gun", deed="shoot", worst="kill")
_DEATH: Final = Picture(deed="die", state="dead", idea="dying")

_SAID: Final[Mapping[str, Picture]] = {
    "🔪": _BLADE,
    "🗡": _BLADE,
    "🔫": _SHOT,
    "💀": _DEATH,
    "☠": _DEATH,
    "⚰": _DEATH,
    "🪦": _DEATH,
    "💊": Picture(thing="pills"),
    "🩸": Picture(thing="blood", deed="bleed"),
    "🪢": Picture(thing="rope"),
    "🪒": Picture(thing="razor", deed="cut"),
    "💉": Picture(thing="needle"),
    "💤": Picture(deed="sleep", idea="sleep"),
    "😴": Picture(deed="sleep", idea="sleep"),
    "🔚": Picture(deed="end"),
}

_FIRST_MARK: Final = 0x10080
"""Ideograms of Linear B: letters that nobody writes, one for each picture inside our work."""

_PLACES: Final = {chr(_FIRST_MARK + at): picture for at, picture in enumerate(_SAID.values())}
MARKS: Final[Mapping[str, str]] = {
    emoji: f" {mark} " for emoji, mark in zip(_SAID, _PLACES, strict=True)
}

_BEFORE_A_DEED: Final = _set(
    "to wanna gonna gunna tryna finna 2 ill will should could would cant can lemme let just please"
    " i we you hell shell theyll wan want fi or sooner rather keeps saying"
)
_ON_WHOM: Final = _set(
    "myself me my mself meself himself herself themselves him her them yourself us"
)
_WHOLE: Final = _ON_WHOM - {"my"}
_BEFORE_A_STATE: Final = _set(
    "be being was were already off am im is are feel feels feeling felt better wants"
)
_WANTED: Final = _set("want wants wanted")
_BEFORE_AN_IDEA: Final = _set("about of for with w easier")
_AFTER_AN_IDEA: Final = _set("is would")
_SAME: Final = _set(
    "kill killing killed cut cutting stab stabbed shoot shot hurt hurting harm harming slit end"
    " hang die dying dead bleed bleeding blood sleep knife razor blade gun pills tablets meds rope"
    " needle coffin grave"
)
"""After or before such a word a picture adds nothing."""

Word = tuple[str, int, int]


def pictured(words: Sequence[Word]) -> list[Word]:
    """Marks as the words for which they stand between their neighbours; ornaments fall away."""
    if not any(word in _PLACES for word, _, _ in words):
        return list(words)
    done: list[Word] = []
    for at, (word, start, end) in enumerate(words):
        picture = _PLACES.get(word)
        if picture is None:
            done.append(words[at])
            continue
        after = words[at + 1][0] if at + 1 < len(words) else ""
        before = [one for one, _, _ in done[-2:]]
        if plain := _said(picture, before, after):
            done.append((plain, start, end))
    return done


def _said(picture: Picture, before: Sequence[str], after: str) -> str:
    last = before[-1] if before else ""
    if last in _SAME or after in _SAME:
        return ""
    wished = last in _BEFORE_A_DEED or list(before) == ["let", "me"]
    if picture.deed and (wished or after in _ON_WHOM):
        return picture.worst if picture.worst and wished and after in _WHOLE else picture.deed
    if picture.state and (last in _BEFORE_A_STATE or _wanted(before)):
        return picture.state
    ideal = last in _BEFORE_AN_IDEA or (not last and after in _AFTER_AN_IDEA)
    return picture.idea if picture.idea and ideal else picture.thing


def _wanted(before: Sequence[str]) -> bool:
    """As in "she wants me 💀"."""
    return len(before) == 2 and before[0] in _WANTED and before[1] in _ON_WHOM

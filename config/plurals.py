"""Sentences that change with a number, by the plural categories of CLDR."""

from collections.abc import Callable, Mapping
from typing import Final

from config.section import Said, Table


class Plural(Table, frozen=True, omit_defaults=True, kw_only=True):
    """One sentence for each category that the language has; `{n}` is the number.

    A category that is not there is said as `other`.
    """

    zero: Said | None = None
    one: Said | None = None
    two: Said | None = None
    few: Said | None = None
    many: Said | None = None
    other: Said

    def say(self, number: int, language: str) -> str:
        said: str | None = getattr(self, category(number, language))
        return (said or self.other).replace("{n}", str(number))


def category(number: int, language: str) -> str:
    """Of a whole number. The page asks its browser; this is for what the server writes itself."""
    return RULES.get(language.partition("-")[0], _one_alone)(number)


def _one_alone(number: int) -> str:
    return "one" if number == 1 else "other"


def _one_and_none(number: int) -> str:
    return "one" if number in (0, 1) else "other"


def _arabic(number: int) -> str:
    if number <= 2:
        return ("zero", "one", "two")[number]
    last = number % 100
    return "few" if 3 <= last <= 10 else "many" if last >= 11 else "other"


RULES: Final[Mapping[str, Callable[[int], str]]] = {
    "ar": _arabic,
    "fr": _one_and_none,
    "pt": _one_and_none,
}
"""Where one alone is not all there is to it. Millions, which no text here counts, are left out."""

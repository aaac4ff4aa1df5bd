"""People stay anonymous here: ways to reach somebody elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import ahocorasick
import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from moderation.checks.contact_words import (
    AT_ALONE,
    COUNTING,
    DIGIT,
    ELSEWHERE,
    EMAIL,
    EMAIL_AT,
    HANDLE,
    LETTERS_FOR_DIGITS,
    LINK,
    MESSENGERS,
    NEEDLES,
    NUMBER,
    SAID_NEEDLES,
    SAID_NUMBER,
)
from moderation.passage import Passage
from moderation.reading.normalise import Normalised, normalise
from moderation.verdict import Concern, Finding, Severity

SERVICES: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.PREMIUM_RATE,
    }
)
MOST: Final = 3
"""So many numbers of one message are read closely; one is enough to act on."""
# Reading the whole directory costs a start more than the screen; only the strings are needed.
LISTED: Final = re.compile(r'^dial = "([^"]+)"', re.MULTILINE)
LONG: Final = 6

Found = tuple[tuple[int, int], str, Severity]

_NEEDLES: Final = ahocorasick.Automaton()
for _needle in NEEDLES:
    _NEEDLES.add_word(_needle, True)
_NEEDLES.make_automaton()


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """`regions` are the countries in whose ways of writing numbers are looked for.

    `listed` are the numbers of the directory of helplines: anybody may say them.
    """

    regions: tuple[str, ...]
    listed: frozenset[str] = frozenset()

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        text = normalise(passage.text)
        if found := list(self._found(text)):
            places = text.unfolded(span for span, _, _ in found)
            for (start, end), (_, reason, severity) in zip(places, found, strict=True):
                yield Finding(
                    Concern.CONTACT_DETAILS, severity, start, end, reason, "contact_details"
                )

    def _found(self, text: Normalised) -> Iterator[Found]:
        """In the folded text, which holds no look-alikes and nothing invisible."""
        small = text.folded
        if ("@" in small or AT_ALONE.search(small)) and EMAIL_AT.search(small):
            yield from _each(EMAIL, small, "Holds an e-mail address.")
        if "." in small or "://" in small:
            yield from _links(small)
        if "@" in small or "#" in small:
            yield from _each(HANDLE, small, "Holds a name used on another service.")
        if next(_NEEDLES.iter(small), None):
            yield from _each(ELSEWHERE, small, "Asks or offers to be in touch elsewhere.")
        if DIGIT.search(small):
            yield from self._telephones(small)
        if any(map(small.__contains__, SAID_NEEDLES)):
            yield from _said_numbers(small)

    def _telephones(self, text: str) -> Iterator[Found]:
        for found in islice(NUMBER.finditer(text), MOST):
            number = found[0].translate(LETTERS_FOR_DIGITS)
            if not COUNTING.match(number) and self._is_personal(number):
                yield found.span(), "Holds a telephone number.", Severity.MODERATE

    def _is_personal(self, number: str) -> bool:
        """A helpline's number is welcome; anybody else's is not."""
        if self._is_listed(number):
            return False
        regions = [None] if number.startswith("+") else self.regions
        kinds = {kind for region in regions for kind in _kinds(number, region)}
        return bool(kinds) and kinds.isdisjoint(SERVICES)

    def _is_listed(self, number: str) -> bool:
        """With or without the country's code and the zero that stands for it."""
        digits = _digits(number).lstrip("0")
        return len(digits) >= LONG and any(one.endswith(digits) for one in self.listed)


def listed(folder: Path) -> frozenset[str]:
    """The digits of the numbers of all helplines in config/resources."""
    texts = (path.read_text("utf-8") for path in sorted(folder.glob("*.toml")))
    return frozenset(_digits(number) for text in texts for number in LISTED.findall(text))


def _digits(number: str) -> str:
    return "".join(c for c in number if c.isdecimal())


def _kinds(number: str, region: str | None) -> Iterator[int]:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return
    if phonenumbers.is_valid_number(parsed):
        yield phonenumbers.number_type(parsed)


def _links(text: str) -> Iterator[Found]:
    for found in islice(LINK.finditer(text), MOST):
        if MESSENGERS.search(found[0]):
            yield found.span(), "Links to a profile or chat elsewhere.", Severity.MODERATE
        else:
            yield found.span(), "Holds a link.", Severity.LOW


def _said_numbers(text: str) -> Iterator[Found]:
    for found in islice(SAID_NUMBER.finditer(text), MOST):
        if not found[0].replace(" ", "").isdecimal() and not COUNTING.match(found[0]):
            yield found.span(), "Holds a number in words.", Severity.MODERATE


def _each(pattern: re.Pattern[str], text: str, reason: str) -> Iterator[Found]:
    for found in islice(pattern.finditer(text), MOST):
        yield found.span(), reason, Severity.MODERATE

"""People stay anonymous here: ways to reach somebody elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from moderation.passage import Passage
from moderation.verdict import Concern, Finding, Severity

PLACES: Final = (
    r"(?:insta(?:gram)?|ig|snap(?:chat)?|sc|discord|telegram|tele|whats ?app|kik|tik ?tok|facebook"
    r"|fb|messenger|signal|twitter|skype|reddit|viber|wechat|line|steam|roblox|e-?mail|gmail)"
)
NUMBER_OF: Final = r"(?:phone\s|cell\s|mobile\s)?number"
DOT: Final = r"(?:\.|\s?[\[(]dot[\])]\s?|\sdot\s)"
EMAIL: Final = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@[\w-]{{1,63}}(?:{DOT}[\w-]{{2,63}})+"
    rf"|(?:\s?[\[(]at[\])]\s?|\sat\s)[\w-]{{1,63}}{DOT}(?:com|net|org|edu|me|co\.uk)\b)",
    re.IGNORECASE,
)
LINK: Final = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@.-])[\w-]{1,63}\.(?:com|net|org|io|me|gg|ly|info|xyz|app)\b(?:/\S*)?",
    re.IGNORECASE,
)
MESSENGERS: Final = re.compile(
    r"wa\.me|t\.me|discord|instagram|snapchat|facebook|fb\.|kik\.|telegram|whatsapp|onlyfans"
    r"|zoom\.us|meet\.google|linktr",
    re.IGNORECASE,
)
HANDLE: Final = re.compile(r"(?<![\w@.])@[a-z_][\w.]{2,30}", re.IGNORECASE)
WAYS_ELSEWHERE: Final = (
    (
        r"(?:add|find|follow|text|message|msg|dm|hmu|hit me up|reach|contact|write)\s(?:to\s)?"
        rf"(?:me\s)?(?:on|at|via|by|through)\s(?:my\s)?{PLACES}\b"
    ),
    (
        r"my\s(?:insta(?:gram)?|ig|snap(?:chat)?|discord|tele(?:gram)?|kik|tik ?tok|skype|whatsapp)"
        r"(?:\s(?:name|user|username|handle|id|address|number|tag))?\s?(?:is\b|[:=]|@)"
    ),
    (
        r"(?:what(?:'?s|\sis)|give\sme|send\sme|can\si\shave|do\syou\shave|got|drop)\s"
        rf"(?:a|ur|your|u|you)?\s?(?:{PLACES}|{NUMBER_OF}|email|e-mail)\b"
    ),
    r"(?:text|call|ring|phone|whatsapp)\s(?:me|us)\s(?:on|at|tonight|tomorrow|later|now)\b",
    rf"(?:my|here(?:'?s|\sis)\smy)\s{NUMBER_OF}\s(?:is|:)",
    r"my\saddress\sis\b|i\slive\sat\s\d",
)
ELSEWHERE: Final = re.compile(rf"\b(?:{'|'.join(WAYS_ELSEWHERE)})", re.IGNORECASE)
DIGIT: Final = re.compile(r"\d")
NUMBER: Final = re.compile(
    r"(?<![\w.,/])(?!(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d)"
    r"(?:\+|00)?\(?\d(?:[\s().-]{0,3}\d){6,14}(?![\d/])"
)
SAID_DIGIT: Final = (
    r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple|\d)"
)
SAID_NUMBER: Final = re.compile(
    rf"\b{SAID_DIGIT}(?:[\s,.-]{{1,3}}{SAID_DIGIT}){{6,}}\b", re.IGNORECASE
)
SERVICES: Final = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
        PhoneNumberType.PREMIUM_RATE,
    }
)
NEEDLES: Final = (
    *(
        "insta",
        "snap",
        "discord",
        "tele",
        "what",
        "kik",
        "tok",
        "face",
        "fb",
        "messenger",
        "signal",
    ),
    *("twitter", "skype", "reddit", "viber", "wechat", "line", "steam", "roblox", "mail", "my ig"),
    *("number", "address", "i live at", "text me", "call me", "ring me", "phone me", " sc", " ig"),
)
"""Without one of these the long expression ELSEWHERE cannot match; looking for them is quick."""
SAID_NEEDLES: Final = ("zero", "three", "four", "five", "six", "seven", "eight", "nine", "double")
MOST: Final = 3
"""So many numbers of one message are read closely; one is enough to act on."""


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """`regions` are the countries in whose ways of writing numbers are looked for."""

    regions: tuple[str, ...]

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        text = passage.text
        small = text.lower()
        if "@" in text or "at" in small:
            yield from _each(EMAIL, text, "Holds an e-mail address.")
        if "." in text or "://" in text:
            yield from _links(text)
        if "@" in text:
            yield from _each(HANDLE, text, "Holds a name used on another service.")
        if any(needle in small for needle in NEEDLES):
            yield from _each(ELSEWHERE, text, "Asks or offers to be in touch elsewhere.")
        if DIGIT.search(text):
            yield from self._telephones(text)
        if any(needle in small for needle in SAID_NEEDLES):
            yield from _said_numbers(text)

    def _telephones(self, text: str) -> Iterator[Finding]:
        for found in islice(NUMBER.finditer(text), MOST):
            if self._is_personal(found[0]):
                yield _finding(found.span(), "Holds a telephone number.")

    def _is_personal(self, number: str) -> bool:
        """A helpline's free number is welcome; anybody else's is not."""
        regions = [None] if number.startswith("+") else self.regions
        kinds = {kind for region in regions for kind in _kinds(number, region)}
        return bool(kinds) and kinds.isdisjoint(SERVICES)


def _kinds(number: str, region: str | None) -> Iterator[int]:
    try:
        parsed = phonenumbers.parse(number, region)
    except NumberParseException:
        return
    if phonenumbers.is_valid_number(parsed):
        yield phonenumbers.number_type(parsed)


def _links(text: str) -> Iterator[Finding]:
    for found in islice(LINK.finditer(text), MOST):
        if MESSENGERS.search(found[0]):
            yield _finding(found.span(), "Links to a profile or chat elsewhere.")
        else:
            yield _finding(found.span(), "Holds a link.", Severity.LOW)


def _said_numbers(text: str) -> Iterator[Finding]:
    for found in islice(SAID_NUMBER.finditer(text), MOST):
        if not found[0].replace(" ", "").isdecimal():
            yield _finding(found.span(), "Holds a number in words.")


def _each(pattern: re.Pattern[str], text: str, reason: str) -> Iterator[Finding]:
    for found in islice(pattern.finditer(text), MOST):
        yield _finding(found.span(), reason)


def _finding(span: tuple[int, int], reason: str, severity: Severity = Severity.MODERATE) -> Finding:
    return Finding(Concern.CONTACT_DETAILS, severity, *span, reason, "contact_details")

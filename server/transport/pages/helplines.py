"""Emergency numbers and helplines as links that a phone can dial, with or without JavaScript."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from config.line_texts import Days, Lines
from server.contract.views import Contact, ResourceCard
from server.transport.pages.markup import Markup, element, join, said

DAY: Final = re.compile(r"\b(?:Daily|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")


def emergency(numbers: Iterable[str], lines: Lines, whose: Markup) -> Markup:
    """`whose` stands after them: in another country they may reach nobody."""
    calls = (
        element(
            "a",
            element("span", said(lines.call, number=_as_written(number))),
            class_="button grave",
            href=f"tel:{number}",
        )
        for number in numbers
    )
    return element("p", *calls, element("span", whose, class_="small"), class_="row")


def helplines(cards: Iterable[ResourceCard], lines: Lines) -> Markup:
    return element("ul", *(_line(card, lines) for card in cards), class_="lines")


def _line(card: ResourceCard, lines: Lines) -> Markup:
    stale = element("span", f" {lines.stale}", class_="small quiet") if card.stale else Markup()
    return element(
        "li", element("strong", card.name), stale, join(_way(one, lines) for one in card.contacts)
    )


def _way(contact: Contact, lines: Lines) -> Markup:
    hours = in_words(contact.hours, lines.days)
    about = " · ".join(part for part in (_open(contact.open_now, lines), hours) if part)
    return element(
        "p", _link(contact, lines), element("span", about, class_="small quiet"), class_="way"
    )


def _link(contact: Contact, lines: Lines) -> Markup:
    if contact.method in {"phone", "sms"} and contact.dial:
        scheme = "tel" if contact.method == "phone" else "sms"
        return element(
            "a",
            element("span", _dialled(contact, lines)),
            class_="button",
            href=f"{scheme}:{contact.dial}",
        )
    url = contact.url or ""
    label = said(lines.visit, site=_as_written(urlsplit(url).hostname or ""))
    return element(
        "a", element("span", label), class_="button", href=url, rel="noopener noreferrer"
    )


def _dialled(contact: Contact, lines: Lines) -> Markup:
    number = _as_written(contact.dial or "")
    if contact.method == "phone":
        return said(lines.call, number=number)
    if contact.keyword:
        return said(lines.text_word, word=_as_written(contact.keyword), number=number)
    return said(lines.text, number=number)


def _as_written(number: str) -> Markup:
    """From left to right, whatever stands round it: else its groups of digits change places."""
    return element("bdi", number, dir="ltr")


def _open(now: bool | None, lines: Lines) -> str:
    return "" if now is None else lines.open_now if now else lines.closed_now


def in_words(hours: str, days: Days) -> str:
    """Published hours, with the days as this language calls them."""
    return DAY.sub(lambda found: str(getattr(days, found[0].lower())), hours)

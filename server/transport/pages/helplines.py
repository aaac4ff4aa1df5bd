"""Emergency numbers and helplines as links that a phone can dial, with or without JavaScript."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from server.contract.views import Contact, ResourceCard
from server.transport.pages import labels
from server.transport.pages.markup import Markup, element, join


def emergency(numbers: Iterable[str]) -> Markup:
    calls = (
        element("a", f"{labels.CALL} {number}", class_="button grave", href=f"tel:{number}")
        for number in numbers
    )
    return element("p", *calls, class_="row")


def helplines(cards: Iterable[ResourceCard]) -> Markup:
    return element("ul", *(_line(card) for card in cards), class_="lines")


def _line(card: ResourceCard) -> Markup:
    stale = element("span", f" {labels.STALE}", class_="small quiet") if card.stale else Markup()
    return element(
        "li", element("strong", card.name), stale, join(_way(one) for one in card.contacts)
    )


def _way(contact: Contact) -> Markup:
    about = " · ".join(part for part in (_open(contact.open_now), contact.hours) if part)
    return element("p", _link(contact), element("span", about, class_="small quiet"), class_="way")


def _link(contact: Contact) -> Markup:
    if contact.method in {"phone", "sms"} and contact.dial:
        scheme = "tel" if contact.method == "phone" else "sms"
        return element("a", _dialled(contact), class_="button", href=f"{scheme}:{contact.dial}")
    url = contact.url or ""
    label = f"{labels.VISIT} {urlsplit(url).hostname or ''}"
    return element("a", label, class_="button", href=url, rel="noopener noreferrer")


def _dialled(contact: Contact) -> str:
    if contact.method == "phone":
        return f"{labels.CALL} {contact.dial}"
    words = (labels.TEXT, contact.keyword and f"{contact.keyword} {labels.TO}", contact.dial)
    return " ".join(word for word in words if word)


def _open(now: bool | None) -> str:
    return "" if now is None else labels.OPEN_NOW if now else labels.CLOSED_NOW

"""Emergency numbers and helplines as links that a phone can dial, with or without JavaScript."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from config.label_texts import Labels
from server.contract.views import Contact, ResourceCard
from server.transport.pages.markup import Markup, element, join


def emergency(numbers: Iterable[str], labels: Labels) -> Markup:
    calls = (
        element("a", f"{labels.call} {number}", class_="button grave", href=f"tel:{number}")
        for number in numbers
    )
    return element("p", *calls, class_="row")


def helplines(cards: Iterable[ResourceCard], labels: Labels) -> Markup:
    return element("ul", *(_line(card, labels) for card in cards), class_="lines")


def _line(card: ResourceCard, labels: Labels) -> Markup:
    stale = element("span", f" {labels.stale}", class_="small quiet") if card.stale else Markup()
    return element(
        "li", element("strong", card.name), stale, join(_way(one, labels) for one in card.contacts)
    )


def _way(contact: Contact, labels: Labels) -> Markup:
    about = " · ".join(part for part in (_open(contact.open_now, labels), contact.hours) if part)
    return element(
        "p", _link(contact, labels), element("span", about, class_="small quiet"), class_="way"
    )


def _link(contact: Contact, labels: Labels) -> Markup:
    if contact.method in {"phone", "sms"} and contact.dial:
        scheme = "tel" if contact.method == "phone" else "sms"
        return element(
            "a", _dialled(contact, labels), class_="button", href=f"{scheme}:{contact.dial}"
        )
    url = contact.url or ""
    label = f"{labels.visit} {urlsplit(url).hostname or ''}"
    return element("a", label, class_="button", href=url, rel="noopener noreferrer")


def _dialled(contact: Contact, labels: Labels) -> str:
    if contact.method == "phone":
        return f"{labels.call} {contact.dial}"
    words = (labels.text, contact.keyword and f"{contact.keyword} {labels.to}", contact.dial)
    return " ".join(word for word in words if word)


def _open(now: bool | None, labels: Labels) -> str:
    return "" if now is None else labels.open_now if now else labels.closed_now

"""The visitor's page as the server sends it: useful before any script has come, and without one."""

from typing import Final
from zoneinfo import ZoneInfo

from config.label_texts import Labels
from config.texts import Card, Passage
from server.transport.pages import countries
from server.transport.pages.built import Entry
from server.transport.pages.document import document
from server.transport.pages.helplines import helplines
from server.transport.pages.languages import languages, spoken_here
from server.transport.pages.markup import (
    Markup,
    data_block,
    element,
    items,
    join,
    paragraphs,
    said,
)
from server.transport.pages.page_data import page_data
from server.transport.pages.rooms import rooms
from server.transport.pages.shown import Shown

OPEN_SHOWN: Final = 3  # lines; all of them stand further down


def visitor_page(shown: Shown, entry: Entry, words: str) -> str:
    """`words` is the address of those of the chat."""
    texts = shown.texts
    body = join(
        (
            leave_bar(texts.labels),
            element(
                "main",
                element("div", reading(shown), id="reading"),
                Markup('<div id="chat" hidden></div>'),
            ),
            data_block("data", page_data(shown, words)),
        )
    )
    return document(
        entry, body, title=texts.labels.tab, language=texts.language, direction=texts.direction
    )


def leave_bar(labels: Labels) -> Markup:
    """First in the tab order. A plain link: it works when nothing else does."""
    return element(
        "header",
        element("a", labels.leave, id="leave", class_="button leave", href="/leave"),
        element("span", id="dots", class_="dots", aria_hidden="true"),
        element("span", id="dots-spoken", class_="spoken", role="status"),
        class_="bar",
    )


def reading(shown: Shown) -> Markup:
    texts = shown.texts
    return join(
        (
            languages(shown, "/"),
            element("h1", texts.about.title),
            paragraphs(texts.about.body),
            spoken_here(shown),
            _door(shown),
            element("p", id="begin-trouble", role="alert"),
            rooms(shown),
            _danger(shown),
            _open_now(shown),
            _passage(texts.who_answers),
            _section(texts.steps.title, items("ol", texts.steps.body)),
            _listed(texts.confidentiality),
            _listed(texts.keeping),
            _passage(texts.leaving),
            _listed(texts.leaving_limits),
            _lines(shown),
            _folded(texts.minor),
            _folded(texts.third_party),
        )
    )


def _door(shown: Shown) -> Markup:
    """The way in, or why it is closed. The button shows itself when its script has come."""
    if shown.closed:
        return _closed(shown, shown.closed)
    labels = shown.texts.labels
    look = {"type": "button", "class_": "primary begin", "hidden": "hidden"}
    button = element("button", labels.start, id="begin", **look)
    silent = element("noscript", element("p", labels.no_script, class_="trouble"))
    return join((element("p", labels.open, class_="quiet"), element("p", button), silent))


def _closed(shown: Shown, card: Card) -> Markup:
    """Why, and when the next hours begin."""
    again = element(
        "p", element("a", shown.texts.labels.look_again, class_="button", href=shown.at_page("/"))
    )
    return element(
        "section",
        element("h2", card.title),
        element("p", card.body, dir="auto"),  # a moderator's own words, it may be
        _next_hours(shown),
        again,
        class_="sheet",
    )


def _next_hours(shown: Shown) -> Markup:
    """In the zone of the service; a script writes it in the visitor's own."""
    at = shown.door.opens_at
    if at is None:
        return Markup()
    hours = shown.everything.service.opening
    zone = hours.time_zone if hours else shown.everything.shifts.time_zone
    words = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"
    moment = element("time", words, datetime=at.isoformat(), data_moment="yes")
    return element("p", said(shown.texts.closed.next_hours, time=moment))


def _open_now(shown: Shown) -> Markup:
    """Where the chat is closed: the first of the lines that are known to be open."""
    if not shown.closed:
        return Markup()
    cards = [c for c in shown.cards(shown.places[0]) if any(one.open_now for one in c.contacts)]
    if not cards:
        return Markup()
    return _section(shown.texts.closed.open_now, helplines(cards[:OPEN_SHOWN], shown.texts.lines))


def _danger(shown: Shown) -> Markup:
    passage, labels = shown.texts.emergency, shown.texts.labels
    return element(
        "section",
        element("h2", passage.title),
        countries.numbers(shown),
        element("p", passage.body[0]),
        element("p", element("a", labels.help_lines, href="#lines")),
        element("p", countries.choose(shown)),
        class_="sheet urgent",
    )


def _lines(shown: Shown) -> Markup:
    return element(
        "section",
        element("h2", shown.texts.labels.help_lines),
        paragraphs(shown.texts.emergency.body[1:]),
        countries.lines(shown),
        element("p", countries.choose(shown)),
        id="lines",
    )


def _passage(passage: Passage) -> Markup:
    return _section(passage.title, paragraphs(passage.body))


def _listed(passage: Passage) -> Markup:
    return _section(passage.title, items("ul", passage.body))


def _section(title: str, inner: Markup) -> Markup:
    return element("section", element("h2", title), inner)


def _folded(passage: Passage) -> Markup:
    """Open to everybody, in the way of nobody."""
    return element(
        "details", element("summary", passage.title), paragraphs(passage.body), class_="sheet"
    )

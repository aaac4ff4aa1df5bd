"""The numbers and lines of the countries that somebody may be in, each by the country's name."""

from typing import Final

from server.transport.pages.helplines import emergency, helplines
from server.transport.pages.markup import Markup, element, join, said
from server.transport.pages.shown import NOWHERE, Shown

LINES: Final = "/lines"


def numbers(shown: Shown) -> Markup:
    """Never those of one country as if they were those of another."""
    return join(_numbers(shown, one) for one in shown.places)


def lines(shown: Shown) -> Markup:
    """With what to do where the country is not known."""
    told = shown.texts.lines
    unknown = Markup() if shown.here else element("p", told.unknown)
    return join((unknown, *(_lines(shown, one) for one in shown.places)))


def choose(shown: Shown) -> Markup:
    """To the list of all countries: it is too long for the first page of a slow phone."""
    label = shown.texts.labels.choose_country
    return element("a", label, href=shown.at_page(LINES))


def picker(shown: Shown, form: str = "") -> Markup:
    """Every country, by name: who has moved on needs the number that is dialled there.

    With the `form` of an answer it keeps what is written there, and puts no code into an address.
    """
    nowhere = element("option", shown.texts.questions.prefer_not_to_say, value=NOWHERE)
    options = (
        element("option", name, value=code, selected="selected" if code == shown.here else "")
        for code, name in shown.countries
    )
    select = element("select", nowhere, *options, name="country", form=form)
    label = element("label", element("span", shown.texts.questions.country), select, class_="pick")
    show = {"type": "submit", "name": "show", "value": "lines", "form": form}
    button = element(
        "button", shown.texts.labels.show_lines, formnovalidate="formnovalidate", **show
    )
    return join((label, element("p", button)))


def picking(shown: Shown, action: str) -> Markup:
    """The list as a form of its own, which goes to `action`."""
    language = element("input", type="hidden", name="language", value=shown.texts.language)
    return element("form", language, picker(shown), method="get", action=action)


def _numbers(shown: Shown, country: str) -> Markup:
    told = shown.texts.lines
    whose = said(told.number_of, country=shown.called(country))
    return emergency(shown.emergency(country), told, whose)


def _lines(shown: Shown, country: str) -> Markup:
    cards = shown.cards(country)
    found = helplines(cards, shown.texts.lines) if cards else element("p", shown.texts.lines.none)
    return join((element("h3", shown.called(country)), _numbers(shown, country), found))

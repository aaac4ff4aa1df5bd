"""Pages that need no script: a frame with the way out, the languages, and every line to call."""

from server.transport.pages import countries
from server.transport.pages.built import Entry
from server.transport.pages.document import document
from server.transport.pages.languages import languages
from server.transport.pages.markup import Markup, element, join
from server.transport.pages.shown import Shown
from server.transport.pages.visitor import leave_bar


def plain_page(shown: Shown, entry: Entry, inner: Markup, *, path: str) -> str:
    """`path` is where the same page is in another language."""
    body = join((leave_bar(shown.texts.labels), element("main", languages(shown, path), inner)))
    return document(
        Entry("", (), entry.styles),
        body,
        title=shown.texts.labels.tab,
        language=shown.texts.language,
        direction=shown.texts.direction,
    )


def every_line(shown: Shown, picker: Markup | None = None) -> Markup:
    """`picker` chooses of which country; without one the list stands on a page of its own."""
    return element(
        "section",
        element("h2", shown.texts.labels.help_lines),
        picker or countries.picking(shown, f"{countries.LINES}#lines"),
        countries.lines(shown),
        id="lines",
    )


def lines_page(shown: Shown, entry: Entry) -> str:
    """Every country to choose from, and the way back with what was chosen."""
    texts = shown.texts
    head = join((element("h1", texts.emergency.title), element("p", texts.emergency.body[0])))
    inner = join((head, every_line(shown), element("p", _back(shown))))
    return plain_page(shown, entry, inner, path=countries.LINES)


def lost_page(shown: Shown, entry: Entry) -> str:
    """For an address that nobody knows: the numbers are here too."""
    labels = shown.texts.labels
    inner = join((element("h1", labels.lost), element("p", _back(shown)), every_line(shown)))
    return plain_page(shown, entry, inner, path="/")


def _back(shown: Shown) -> Markup:
    label = shown.texts.labels.first_page
    return element("a", label, class_="button primary", href=shown.at_page("/"))

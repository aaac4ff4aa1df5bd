"""Pages that need no script: a frame with the way out, the languages, and every line to call."""

from server.transport.pages.built import Entry
from server.transport.pages.document import document
from server.transport.pages.helplines import emergency, helplines
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
    """`picker` chooses of which country."""
    return element(
        "section",
        element("h2", shown.texts.labels.help_lines),
        picker or Markup(),
        emergency(shown.emergency(shown.region), shown.texts.lines),
        helplines(shown.cards(shown.region), shown.texts.lines),
        id="lines",
    )


def lost_page(shown: Shown, entry: Entry) -> str:
    """For an address that nobody knows: the numbers are here too."""
    labels = shown.texts.labels
    back = element("a", labels.first_page, class_="button primary", href=shown.at_page("/"))
    inner = join((element("h1", labels.lost), element("p", back), every_line(shown)))
    return plain_page(shown, entry, inner, path="/")

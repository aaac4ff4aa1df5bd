"""The frame round every page: head, styles, script."""

from server.transport.pages.built import Entry
from server.transport.pages.markup import Markup, element, join

# Neither title nor picture says what is open in this tab.
NO_PICTURE = "data:,"


def document(entry: Entry, body: Markup, *, title: str, language: str, direction: str) -> str:
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content=VIEWPORT),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="icon", href=NO_PICTURE),
        join(element("link", rel="stylesheet", href=style) for style in entry.styles),
        join(element("link", rel="modulepreload", href=script) for script in entry.preloads),
        join(element("script", type="module", src=one) for one in (entry.script,) if one),
    )
    page = element("html", head, element("body", body), lang=language, dir=direction)
    return f"<!doctype html>{page}"


# A keyboard that opens on a phone makes the page shorter instead of covering the composer.
VIEWPORT = "width=device-width, initial-scale=1, interactive-widget=resizes-content"

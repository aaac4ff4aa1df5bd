"""In which language a page is: asked for by its address, else by what the browser tells."""

from collections.abc import Iterator
from dataclasses import replace

from server.transport.pages.markup import Markup, element, join
from server.transport.pages.shown import Shown


def preferred(accepted: str, known: tuple[str, ...]) -> str | None:
    """The best-liked language of an Accept-Language header that is known."""
    by_name = {code.lower(): code for code in known}
    ranked = sorted(_asked(accepted), key=lambda one: -one[1])
    found = (by_name.get(code) or by_name.get(code.partition("-")[0]) for code, _ in ranked)
    return next((code for code in found if code), None)


def country_of(accepted: str) -> str | None:
    """Of the best-liked language, where it names one: "de-AT" is Austria. It is a guess."""
    ranked = sorted(_asked(accepted), key=lambda one: -one[1])
    parts = (part for code, _ in ranked[:1] for part in code.split("-")[1:])
    return next((part.upper() for part in parts if len(part) == 2 and part.isalpha()), None)


def languages(shown: Shown, path: str) -> Markup:
    """Every one that has a text, by its own name. They are links: no script, nothing kept."""
    every = shown.everything.texts.in_order
    if len(every) == 1:
        return Markup()
    links = (
        element(
            "a",
            one.name,
            href=replace(shown, texts=one, asked=True).at_page(path),
            lang=one.language,
            hreflang=one.language,
            dir=one.direction,
            aria_current="true" if one.language == shown.texts.language else "",
        )
        for one in every
    )
    return element("nav", *links, class_="languages", aria_label=shown.texts.languages.title)


def spoken_here(shown: Shown) -> Markup:
    """Plainly, where nobody chats in the language of this page."""
    return element("p", shown.chat_in, class_="trouble") if shown.chat_in else join(())


def _asked(accepted: str) -> Iterator[tuple[str, float]]:
    """The languages of the header, with how well each is liked; 0 is not at all."""
    for part in accepted.split(","):
        code, *limits = (piece.strip().lower() for piece in part.split(";"))
        liked = next((_number(one[2:]) for one in limits if one.startswith("q=")), 1.0)
        if code and liked > 0:
            yield code, liked


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0

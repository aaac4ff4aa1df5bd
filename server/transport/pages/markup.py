"""HTML from functions: whatever is not markup already is escaped."""

import re
from collections.abc import Iterable
from html import escape
from typing import Any, Final

import msgspec

PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
EMPTY: Final = frozenset({"input", "link", "meta"})  # elements without an end


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *inner: str, **attributes: str) -> Markup:
    """`class_` stands for class and `aria_label` for aria-label; an empty value is left out."""
    start = f"<{name}{_attributes(attributes)}>"
    return Markup(start if name in EMPTY else f"{start}{join(inner)}</{name}>")


def join(parts: Iterable[str]) -> Markup:
    return Markup("".join(p if isinstance(p, Markup) else escape(p, quote=False) for p in parts))


def said(sentence: str, **parts: str) -> Markup:
    """With each `{name}` replaced; a part may be an element.

    What stands for nothing stays as it is: no slip in a text may take down a page with numbers.
    """
    pieces = PLACEHOLDER.split(sentence)
    return join(
        parts.get(one, f"{{{one}}}") if index % 2 else one for index, one in enumerate(pieces)
    )


def paragraphs(texts: Iterable[str]) -> Markup:
    return join(element("p", text) for text in texts)


def items(name: str, texts: Iterable[str]) -> Markup:
    """`name` is ul or ol."""
    return element(name, *(element("li", text) for text in texts))


def data_block(id: str, data: Any) -> Markup:
    """JSON that a script of the page reads. It is data to the browser: nothing in it runs."""
    told = msgspec.json.encode(data).decode().replace("<", "\\u003c")
    return Markup(f'<script type="application/json" id="{escape(id)}">{told}</script>')


def _attributes(attributes: dict[str, str]) -> str:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return "".join(f' {name}="{escape(value)}"' for name, value in named if value)

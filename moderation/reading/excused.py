"""Which words of a text say nothing about its speaker now, and the text without some words."""

from collections.abc import Callable, Collection

from moderation.reading.normalise import Normalised

Excused = Callable[[Normalised], Collection[int]]
"""Which words of a text are denied, a turn of phrase, a title, or of somebody else."""


def nothing(_: Normalised) -> Collection[int]:
    return ()


def without(text: Normalised, words: Collection[int]) -> str:
    """The text as it was written, with blanks for these words: the rest stands where it stood."""
    places = text.places() if words else []
    if len(places) != len(text.words):
        return text.original
    written = list(text.original)
    for start, end in (places[at] for at in words):
        written[start:end] = " " * (end - start)
    return "".join(written)

"""Cuts a message into pieces of words, and those into windows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tokenizers import Encoding, Tokenizer

from moderation.encoder.windows import BEFORE, Pieces, Place, Window, framed, spans
from moderation.passage import Passage
from moderation.reading.normalise import Normalised, normalise

ANSWER: Final = 12
"""Words: a longer message speaks for itself, and what was said before it need not be read."""
WRITTEN: Final = re.compile(r"[^\W_]+")
LONELY: Final = re.compile("[\ud800-\udfff]")
UNMARKED: Final = str.maketrans("", "", "'`\u2018\u2019")


@dataclass(frozen=True, slots=True)
class Reader:
    tokenizer: Tokenizer = field(repr=False)

    @classmethod
    def of(cls, file: Path) -> "Reader":
        return cls(Tokenizer.from_str(file.read_text(encoding="utf-8")))

    def windows(self, passage: Passage) -> list[Window]:
        """Of the text as it was written, and of the plain words if they were disguised."""
        answer = passage.before and len(passage.text.split()) <= ANSWER
        before = self.pieces(passage.before)[-BEFORE:] if answer else ()
        found = list(self.written(passage.text, before))
        plain = normalise(passage.text)
        if disguised(plain):
            found += self._undisguised(plain, before)
        return found

    def pieces(self, text: str) -> Pieces:
        ids: list[int] = self._encoded(text).ids
        return ids

    def _encoded(self, text: str) -> Encoding:
        """Half a character, which JSON may hold, is no text to the tokenizer; it stays as long."""
        text = text if text.isascii() else LONELY.sub("\ufffd", text)
        return self.tokenizer.encode(text, add_special_tokens=False)

    def written(self, text: str, before: Pieces) -> Iterator[Window]:
        encoding = self._encoded(text)
        ids, places = encoding.ids, encoding.offsets
        for at, (start, end) in enumerate(spans(len(ids))):
            pieces = framed(ids[start:end], () if at else before)
            yield Window(pieces, end - start + 2, places[start][0], places[end - 1][1])

    def _undisguised(self, plain: Normalised, before: Pieces) -> Iterator[Window]:
        origin = _origin(plain)
        for window in self.written(plain.text, before):
            places = origin[window.start : window.end]
            yield window._replace(start=places[0][0], end=places[-1][1])


def disguised(plain: Normalised) -> bool:
    """Whether the normaliser changed words, and not only case and signs."""
    written = WRITTEN.findall(plain.original.lower().translate(UNMARKED))
    return bool(plain.words) and written != list(plain.words)


def _origin(plain: Normalised) -> list[Place]:
    """For each character of the plain text, which characters of the original it stands for."""
    places = plain.places()
    if len(places) != len(plain.words):
        places = [(0, len(plain.original))] * len(plain.words)
    origin: list[Place] = []
    for word, place in zip(plain.words, places, strict=True):
        origin += [place] * (len(word) + 1)  # and the space after it
    return origin

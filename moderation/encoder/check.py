"""The encoder's opinion in a verdict at once: for files of lines, not for an event loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from moderation.encoder.model import Encoder
from moderation.encoder.reading import Reading
from moderation.models.port import Unscored
from moderation.passage import Passage
from moderation.verdict import Finding

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EncoderCheck:
    """Raises Unscored, which makes the verdict incomplete."""

    encoder: Encoder
    _read: dict[Key, Reading] = field(default_factory=dict, repr=False)

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        yield from self.encoder.found(passage, self.reading(passage))

    def ahead(self, passages: Sequence[Passage]) -> None:
        """Read all of them together, which is cheaper; what was read ahead before is forgotten."""
        self._read.clear()
        once = {_key(passage): passage for passage in passages}
        try:
            read = self.encoder.read(list(once.values()))
        except Unscored:
            return  # each verdict will say so
        self._read.update(zip(once, read, strict=True))

    def reading(self, passage: Passage) -> Reading:
        """Raises Unscored."""
        key = _key(passage)
        if key not in self._read:
            self._read[key] = self.encoder.read([passage])[0]
        return self._read[key]


def _key(passage: Passage) -> Key:
    return passage.text, passage.before

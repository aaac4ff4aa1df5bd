"""What the lexicon finds in a message."""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.lexicon.contexts import Reading
from moderation.lexicon.languages import Lexicons
from moderation.passage import Passage, Speaker
from moderation.reading.normalise import normalise
from moderation.verdict import Finding


@dataclass(frozen=True, slots=True)
class LexiconCheck:
    """A helper who asks "are you thinking of suicide?" discloses nothing; a visitor may."""

    lexicon: Lexicons

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        for finding, reading in self.lexicon.find(normalise(passage.text), "lexicon"):
            if passage.speaker is Speaker.VISITOR or reading is not Reading.OF_THE_LISTENER:
                yield finding

"""A verdict and two numbers for each message: the whole screen, as files of lines are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from moderation.encoder.check import EncoderCheck
from moderation.inline.check import InlineCheck
from moderation.models.port import Unscored
from moderation.passage import Passage
from moderation.ranking import Rank, Ranking
from moderation.review import Reviewer
from moderation.verdict import Verdict

Judged = tuple[Verdict, Rank]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Judging:
    reviewer: Reviewer
    ranking: Ranking
    encoder: EncoderCheck | None = None

    @classmethod
    def by(cls, reviewer: Reviewer) -> "Judging":
        """Raises StopIteration for a screen without the inline model."""
        inline = next(_each(reviewer, InlineCheck))
        return cls(reviewer, Ranking.shipped(inline), next(_each(reviewer, EncoderCheck), None))

    def ahead(self, passages: Sequence[Passage]) -> None:
        """These are asked about next: reading them together is cheaper."""
        if self.encoder:
            self.encoder.ahead(passages)

    def __call__(self, passages: Sequence[Passage]) -> list[Judged]:
        """Of one conversation, in order."""
        verdicts = self.reviewer.follow(passages)
        return [
            (verdict, self._rank(passage, verdict))
            for passage, verdict in zip(passages, verdicts, strict=True)
        ]

    def _rank(self, passage: Passage, verdict: Verdict) -> Rank:
        try:
            reading = self.encoder.reading(passage) if self.encoder else None
        except Unscored:  # the verdict says so
            reading = None
        return self.ranking(passage, verdict.findings, reading)


def _each(reviewer: Reviewer, kind: type[Kind]) -> Iterator[Kind]:
    return (check for check in reviewer.checks if isinstance(check, kind))

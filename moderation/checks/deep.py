"""What a deep model makes of a message, asked at once. The service asks in a worker instead."""

from collections.abc import Iterator
from dataclasses import dataclass

from moderation.models.port import Model
from moderation.models.thresholds import findings
from moderation.passage import Passage
from moderation.policy import Threshold
from moderation.verdict import Finding


@dataclass(frozen=True, slots=True)
class DeepCheck:
    """Raises Unscored, which makes the verdict incomplete."""

    model: Model
    thresholds: tuple[Threshold, ...]

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        [scores] = self.model.score([passage])
        yield from findings(self.model.name, passage, scores, self.thresholds)

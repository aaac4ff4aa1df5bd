"""What a model's scores mean: the table of config/policy.toml."""

from collections.abc import Iterable, Iterator

from moderation.models.port import Scores
from moderation.passage import Passage
from moderation.policy import Threshold
from moderation.verdict import Finding


def findings(
    model: str, passage: Passage, scores: Scores, thresholds: Iterable[Threshold]
) -> Iterator[Finding]:
    """For each label that reaches its threshold; the whole text is what it was found in."""
    for line in thresholds:
        if line.model == model and scores.get(line.label, 0.0) >= line.at:
            end = len(passage.text)
            yield Finding(line.concern, line.severity, 0, end, line.reason, model)

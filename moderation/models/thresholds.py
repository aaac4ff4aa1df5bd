"""What a model's scores mean: the table of config/policy.toml."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from moderation.models.port import Scores
from moderation.passage import Passage
from moderation.policy import Threshold
from moderation.shares import rounded
from moderation.verdict import Finding


def findings(
    model: str, passage: Passage, scores: Scores, thresholds: Iterable[Threshold]
) -> Iterator[Finding]:
    """For each label that reaches its threshold; the whole text is what it was found in."""
    for line in thresholds:
        share = scores.get(line.label, 0.0)
        if line.model == model and share >= line.at:
            found = Finding(line.concern, line.severity, 0, len(passage.text), line.reason, model)
            yield replace(found, rule=line.label, share=rounded(share))

"""From logits to findings: what is said, how grave, in which words, and why."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from moderation.encoder.files import Thresholds
from moderation.encoder.heads import CONCERNS, DANGER, FIRST_CONCERN, SUICIDE, TOXICITY
from moderation.encoder.reading import GRAVE, Reading
from moderation.passage import Passage, Speaker
from moderation.shares import of_logit
from moderation.verdict import Concern, Finding, Severity

NAME: Final = "encoder"
REASONS: Final = {
    Concern.SUICIDE: "Reads as a whole like someone who thinks about dying.",
    Concern.SELF_HARM: "Reads as a whole like someone who hurts themselves.",
    Concern.HARM_TO_OTHERS: "Reads as a whole like someone who may hurt somebody else.",
    Concern.ABUSE: "Reads as a whole like someone who tells of abuse.",
    Concern.MEDICAL_EMERGENCY: "Reads as a whole like a medical emergency.",
    Concern.EATING_DISORDER: "Reads as a whole like someone who struggles with eating.",
    Concern.MINOR: "Reads as a whole like someone under age.",
    Concern.THIRD_PARTY: "Reads as a whole like a worry about somebody else.",
    Concern.TOXICITY: "Reads as a whole like an insult.",
}
URGENT: Final = frozenset({Concern.SUICIDE, Concern.MEDICAL_EMERGENCY})
"""Where minutes may count. Of other concerns the model alone says L2 at most.

It never says L4. Where it may take one in 2,000 ordinary messages for an attempt in progress, it
finds 5 in 100 of the held-out attempts, and four in ten of what it names are none; where the rules
have to agree, one in fifty is left. L4 wakes people: that is left to rules and people.
"""

MINOR: Final = FIRST_CONCERN + CONCERNS.index(Concern.MINOR)

Named = tuple[Concern, Severity, int]


def findings(passage: Passage, reading: Reading, limits: Thresholds) -> Iterator[Finding]:
    """Of what helpers write only insults are found: they ask with the words of danger."""
    visitor = passage.speaker is Speaker.VISITOR
    named = list(_dangers(reading, limits)) if visitor else []
    if not named:
        named += _insult(reading, limits)
    if visitor and reading.logits[MINOR] >= limits.concerns[Concern.MINOR]:
        named.append((Concern.MINOR, Severity.LOW, MINOR))
    for concern, severity, head in named:
        found = Finding(concern, severity, *reading.place(head), REASONS[concern], NAME)
        yield replace(found, share=of_logit(_logit(reading, head)))


def _logit(reading: Reading, head: int) -> float:
    """What it spoke by: of thoughts of suicide two heads together."""
    return reading.danger if head == DANGER else float(reading.logits[head])


def _dangers(reading: Reading, limits: Thresholds) -> Iterator[Named]:
    """How grave is decided for all dangers together; which they are, for each."""
    severity = _severity(reading, limits)
    if severity is None:
        return
    for head in list(_concerned(reading, limits)) or [SUICIDE]:
        concern = CONCERNS[head - FIRST_CONCERN]
        highest = severity if concern in URGENT else min(severity, Severity.MODERATE)
        yield concern, highest, DANGER if head == SUICIDE else head


def _severity(reading: Reading, limits: Thresholds) -> Severity | None:
    steps, danger = limits.danger, reading.danger
    if danger >= steps.page and reading.rung(GRAVE) >= limits.grave:
        return Severity.HIGH
    if danger >= steps.alert:
        return Severity.MODERATE
    return Severity.LOW if danger >= steps.watch else None


def _concerned(reading: Reading, limits: Thresholds) -> Iterator[int]:
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
        if head != MINOR and reading.logits[head] >= limits.concerns[concern]:
            yield head


def _insult(reading: Reading, limits: Thresholds) -> Iterator[Named]:
    logit = reading.logits[TOXICITY]
    if logit >= limits.insult:
        yield Concern.TOXICITY, Severity.MODERATE, TOXICITY
    elif logit >= limits.toxicity:
        yield Concern.TOXICITY, Severity.LOW, TOXICITY

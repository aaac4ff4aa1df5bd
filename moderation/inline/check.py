"""What the inline model makes of a message, in the event loop."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from moderation.inline.features import features
from moderation.inline.weights import (
    CONCERNS,
    CRISIS,
    FIRST_CONCERN,
    FOLDER,
    GRAVE,
    TOXICITY,
    Thresholds,
    Weights,
    load,
)
from moderation.normalise import Normalised, normalise
from moderation.passage import Passage, Speaker
from moderation.verdict import Concern, Finding, Severity

NAME: Final = "inline"
REASONS: Final = {
    Concern.SUICIDE: "Reads like someone who thinks about dying.",
    Concern.SELF_HARM: "Reads like someone who hurts themselves.",
    Concern.HARM_TO_OTHERS: "Reads like someone who may hurt somebody else.",
    Concern.ABUSE: "Reads like someone who tells of abuse.",
    Concern.MEDICAL_EMERGENCY: "Reads like a medical emergency.",
    Concern.EATING_DISORDER: "Reads like someone who struggles with eating.",
    Concern.MINOR: "Reads like someone under age.",
    Concern.THIRD_PARTY: "Reads like a worry about somebody else.",
    Concern.TOXICITY: "Reads like an insult.",
}
Logits = list[float]
Found = tuple[Concern, Severity, int]


@dataclass(frozen=True, slots=True)
class InlineCheck:
    """A model alone never proposes more than L3, and says nothing about a helper's own risk."""

    weights: Weights
    thresholds: Thresholds

    @classmethod
    def shipped(cls, folder: Path = FOLDER) -> "InlineCheck":
        """Raises WrongWeights."""
        return cls(*load(folder))

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        text = normalise(passage.text)
        if not text.words:
            return
        logits = self.weights.logits(features(text.words, passage.before)).tolist()
        for concern, severity, head in self._found(logits, passage.speaker):
            start, end = self._span(text, head)
            yield Finding(concern, severity, start, end, REASONS[concern], NAME)

    def _found(self, logits: Logits, speaker: Speaker) -> Iterator[Found]:
        crisis = speaker is Speaker.VISITOR and logits[CRISIS] >= self.thresholds.watch
        if crisis:
            yield Concern.SUICIDE, self._severity(logits), CRISIS
        elif logits[TOXICITY] >= self.thresholds.toxicity:
            yield Concern.TOXICITY, Severity.LOW, TOXICITY
        if speaker is Speaker.VISITOR:
            yield from self._concerns(logits)

    def _severity(self, logits: Logits) -> Severity:
        if logits[CRISIS] >= self.thresholds.page and logits[GRAVE] >= self.thresholds.grave:
            return Severity.HIGH
        return Severity.MODERATE if logits[CRISIS] >= self.thresholds.alert else Severity.LOW

    def _concerns(self, logits: Logits) -> Iterator[Found]:
        for head, concern in enumerate(CONCERNS, FIRST_CONCERN):
            if concern is not Concern.SUICIDE and logits[head] >= self.thresholds.concerns[concern]:
                yield concern, Severity.LOW, head

    def _span(self, text: Normalised, head: int) -> tuple[int, int]:
        """From the first to the last character of the words that weigh most together."""
        places = text.places()
        if len(places) != len(text.words):
            return 0, len(text.original)
        first, last = heaviest([self._weight(word, head) for word in text.words])
        return places[first][0], places[last][1]

    def _weight(self, word: str, head: int) -> float:
        return float(self.weights.logits(features([word]))[head] - self.weights.bias[head])


def heaviest(weights: list[float]) -> tuple[int, int]:
    """First and last place (inclusive) of the run with the greatest sum."""
    best, found, running, start = float("-inf"), (0, 0), 0.0, 0
    for at, weight in enumerate(weights):
        if running <= 0:
            running, start = 0.0, at
        running += weight
        if running > best:
            best, found = running, (start, at)
    return found

"""What the inline model makes of a message, in the event loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from moderation.inline.features import SHORT_REPLY, features
from moderation.inline.weights import (
    CRISIS,
    FIRST_CONCERN,
    FOLDER,
    GRAVE,
    TOXICITY,
    Thresholds,
    Weights,
    load,
)
from moderation.passage import Passage, Speaker
from moderation.reading.excused import Excused, nothing
from moderation.reading.normalise import Normalised, normalise
from moderation.reading.swearing import SWEARS
from moderation.shares import of_logit
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
EMPTY: Final = frozenset(
    {"fine", "ok", "okay", "good", "alright", "grand", "why", "what", "thanks"}
)
"""In a reply they say that one is well, or nothing."""
DENIALS: Final = frozenset({"no", "nope", "nah", "not", "never", "none", "nothing", "nobody"}) | {
    *("dont", "didnt", "wont", "wouldnt", "havent", "isnt", "arent", "wasnt")
}
SILENT: Final = DENIALS | EMPTY
Logits = list[float]
Found = tuple[Concern, Severity, int, float]
"""With the head that spoke, and how loud: its logit."""


@dataclass(frozen=True, slots=True)
class InlineCheck:
    """A model alone never proposes more than L3, and says nothing about a helper's own risk."""

    weights: Weights
    thresholds: Thresholds
    excused: Excused = nothing

    @classmethod
    def shipped(cls, excused: Excused = nothing, folder: Path = FOLDER) -> "InlineCheck":
        """Raises WrongWeights."""
        return cls(*load(folder), excused)

    def __call__(self, passage: Passage) -> Iterator[Finding]:
        text = normalise(passage.text)
        kept: Sequence[int] = range(len(text.words))
        found = self._heard(text, kept, passage)
        if found and (excused := self.excused(text)):
            kept = [at for at in kept if at not in excused]
            found = self._heard(text, kept, passage)
        places = text.places() if found else []
        for concern, severity, head, logit in found:
            start, end = self._span(text, places, kept, head)
            told = Finding(concern, severity, start, end, REASONS[concern], NAME)
            yield replace(told, share=of_logit(logit))

    def _heard(self, text: Normalised, kept: Sequence[int], passage: Passage) -> list[Found]:
        """What the words at the places `kept` sound like."""
        if not kept:
            return []
        words = text.words if len(kept) == len(text.words) else [text.words[at] for at in kept]
        found = self._sound(words, passage.before, passage.speaker)
        if found and passage.before and len(words) <= SHORT_REPLY:
            return list(self._doubted(found, words, passage))
        return found

    def _doubted(
        self, found: list[Found], words: Sequence[str], passage: Passage
    ) -> Iterator[Found]:
        """What only the question makes of a reply is a hint at most; of a "no" or "why" nothing."""
        alone = {concern for concern, *_ in self._sound(words, "", passage.speaker)}
        question = normalise(passage.before).words if SILENT.isdisjoint(words) else ()
        asked = self._leanings(question)
        for concern, severity, head, logit in found:
            if concern in alone:
                yield concern, severity, head, logit
            elif head in asked:
                yield concern, Severity.LOW, head, logit

    def _leanings(self, question: Sequence[str]) -> frozenset[int]:
        """The heads for which the words of a question speak rather than against them."""
        if not question:
            return frozenset()
        more = self.weights.logits(features(question)) > self.weights.bias
        return frozenset(np.flatnonzero(more).tolist())

    def _sound(self, words: Sequence[str], before: str, speaker: Speaker) -> list[Found]:
        logits = self.weights.logits(features(words, before)).tolist()
        found = list(self._found(logits, speaker))
        if SWEARS.isdisjoint(words) or all(one[0] is not Concern.TOXICITY for one in found):
            return found
        return [one for one in found if one[0] is not Concern.TOXICITY or self._insults(words)]

    def _insults(self, words: Sequence[str]) -> bool:
        """Also without the swearing, which by itself insults nobody."""
        rest = [word for word in words if word not in SWEARS]
        return bool(
            rest and self.weights.logits(features(rest))[TOXICITY] >= self.thresholds.toxicity
        )

    def _found(self, logits: Logits, speaker: Speaker) -> Iterator[Found]:
        crisis = speaker is Speaker.VISITOR and logits[CRISIS] >= self.thresholds.watch
        if crisis:
            yield Concern.SUICIDE, self._severity(logits), CRISIS, logits[CRISIS]
        elif logits[TOXICITY] >= self.thresholds.toxicity:
            yield Concern.TOXICITY, Severity.LOW, TOXICITY, logits[TOXICITY]
        if speaker is Speaker.VISITOR:
            yield from self._concerns(logits)

    def _severity(self, logits: Logits) -> Severity:
        if logits[CRISIS] >= self.thresholds.page and logits[GRAVE] >= self.thresholds.grave:
            return Severity.HIGH
        return Severity.MODERATE if logits[CRISIS] >= self.thresholds.alert else Severity.LOW

    def _concerns(self, logits: Logits) -> Iterator[Found]:
        least = self.thresholds.concerns  # in the order of the heads
        for head, (concern, at) in enumerate(least.items(), FIRST_CONCERN):
            if logits[head] >= at and concern is not Concern.SUICIDE:
                yield concern, Severity.LOW, head, logits[head]

    def _span(
        self, text: Normalised, places: list[tuple[int, int]], kept: Sequence[int], head: int
    ) -> tuple[int, int]:
        """From the first to the last character of the words that weigh most together."""
        if len(places) != len(text.words):
            return 0, len(text.original)
        first, last = heaviest(self.weights.of_words([text.words[at] for at in kept], head))
        return places[kept[first]][0], places[kept[last]][1]


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

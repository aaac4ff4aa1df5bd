"""All that the screen says of one message as two numbers: how near danger, how near an insult."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from moderation.encoder.heads import DANGER, RUNGS, SUICIDE
from moderation.encoder.heads import TOXICITY as INSULT
from moderation.encoder.reading import GRAVE, Reading
from moderation.inline.check import InlineCheck
from moderation.inline.features import features
from moderation.inline.weights import CONCERNS, CRISIS, FIRST_CONCERN, TOXICITY
from moderation.passage import Passage
from moderation.reading.normalise import normalise
from moderation.verdict import DANGERS, Concern, Finding, Severity

FILE: Final = Path(__file__).parent / "ranking.json"
TOGETHER: Final = "together"
MODELS: Final = frozenset({"inline", "encoder", "detoxify", TOGETHER})
"""Their logits count; what the rules find counts by its severity."""
CONDUCT: Final = frozenset({Concern.TOXICITY, Concern.HARASSMENT})
FAR: Final = 8.0
"""Logits beyond it mean nothing more."""
DIGITS: Final = 6
NOBODY: Final = (-FAR,) * (TOXICITY + 1)
OTHERS: Final = [
    head
    for head, concern in enumerate(CONCERNS, FIRST_CONCERN)
    if concern in DANGERS and concern is not Concern.SUICIDE
]


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """A logistic regression, fitted on held-out messages."""

    bias: float
    weights: tuple[float, ...]

    def __call__(self, signs: Iterable[float]) -> float:
        sum_ = self.bias + sum(w * sign for w, sign in zip(self.weights, signs, strict=True))
        return 1 / (1 + math.exp(-max(sum_, -60.0)))


class Lines(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    crisis: Line
    toxicity: Line


class Rankings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`inline` is for where nobody asked the encoder."""

    together: Lines
    inline: Lines


class Rank(NamedTuple):
    """Both from 0 to 1."""

    crisis: float
    toxicity: float


@dataclass(frozen=True, slots=True)
class Ranking:
    rankings: Rankings
    inline: InlineCheck = field(repr=False)

    @classmethod
    def shipped(cls, inline: InlineCheck, file: Path = FILE) -> "Ranking":
        return cls(msgspec.json.decode(file.read_bytes(), type=Rankings), inline)

    def __call__(self, passage: Passage, found: Sequence[Finding], reading: Reading | None) -> Rank:
        lines = self.rankings.together if reading else self.rankings.inline
        heard = heard_inline(self.inline, passage)
        crisis = lines.crisis(crisis_signs(found, heard, reading))
        toxicity = lines.toxicity(toxicity_signs(found, heard, reading))
        return Rank(round(crisis, DIGITS), round(toxicity, DIGITS))


def heard_inline(inline: InlineCheck, passage: Passage) -> Sequence[float]:
    """The inline model's logits, without the words that the rules excuse."""
    text = normalise(passage.text)
    excused = inline.excused(text)
    words = [word for at, word in enumerate(text.words) if at not in excused]
    if not words:
        return NOBODY
    logits: list[float] = inline.weights.logits(features(words, passage.before)).tolist()
    return logits


def crisis_signs(
    found: Iterable[Finding], heard: Sequence[float], reading: Reading | None
) -> list[float]:
    signs = [*_steps(found, DANGERS), _near(heard[CRISIS])]
    signs.append(_near(max(heard[head] for head in OTHERS)))
    if reading is not None:
        logits = reading.logits
        signs += [_near(float(logits[head])) for head in (SUICIDE, DANGER, RUNGS.index(GRAVE))]
    return signs


def toxicity_signs(
    found: Iterable[Finding], heard: Sequence[float], reading: Reading | None
) -> list[float]:
    """Danger counts too: who swears in distress insults nobody."""
    signs = [*_steps(found, CONDUCT), _near(heard[TOXICITY]), _near(heard[CRISIS])]
    if reading is not None:
        signs += [_near(float(reading.logits[INSULT])), _near(reading.danger)]
    return signs


def _steps(found: Iterable[Finding], concerns: frozenset[Concern]) -> Iterator[float]:
    """One sign for each severity that the rules reach."""
    reached = [one.severity for one in found if one.concern in concerns and one.check not in MODELS]
    highest = max(reached, default=0)
    return (float(highest >= severity) for severity in Severity)


def _near(logit: float) -> float:
    return min(max(logit, -FAR), FAR)

"""What a peer has asked about and was told: thoughts, plan, means, time, and what protects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from moderation.verdict import Level
from server.domain.escalation import Clocks, Raising
from server.domain.ids import ConversationId

CALLS: Final = "The answers to the peer's questions call for this level."


class Told(StrEnum):
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"  # asked, and not clear


class Timeframe(StrEnum):
    NOW = "now"  # or it has begun
    DAYS = "days"  # within two days
    LATER = "later"
    NONE = "none"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answers:
    """None: not asked yet."""

    thoughts: Told | None = None
    plan: Told | None = None
    means: Told | None = None
    time: Timeframe | None = None

    @property
    def given(self) -> Mapping[str, str]:
        every = {
            "thoughts": self.thoughts,
            "plan": self.plan,
            "means": self.means,
            "time": self.time,
        }
        return {about: answer for about, answer in every.items() if answer is not None}


@dataclass(frozen=True, slots=True)
class Assessment:
    """`protects` are the peer's words; `level` is what the answers call for, `by` who asked."""

    conversation: ConversationId
    answers: Answers = field(repr=False)
    protects: str = field(repr=False)
    level: Level
    by: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """Calls for `level` where each question that it names has one of these answers."""

    level: Level
    needs: Mapping[str, frozenset[str]]

    def holds(self, given: Mapping[str, str]) -> bool:
        return all(given.get(about) in answers for about, answers in self.needs.items())


def proposed(answers: Answers, rules: Iterable[Rule]) -> Level:
    """The highest level of the rules that hold. To answer one more question never takes it down."""
    given = answers.given
    return max((rule.level for rule in rules if rule.holds(given)), default=Level.L0)


def called_for(assessment: Assessment, *, clocks: Clocks) -> Raising:
    """What is raised where the conversation stands lower than the answers call for."""
    return Raising(
        level=assessment.level,
        concerns=("assessment",),
        reasons=(CALLS,),
        words="",
        due_at=assessment.at + clocks[assessment.level],
        complete=True,
    )

"""Quizzes, what passing them earns, and whom somebody may be brought to with that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.verdict import Level
from server.domain.ids import StaffId


class Work(StrEnum):
    """What a certificate is for."""

    ONE_TO_ONE = "one_to_one"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Grant:
    """`up_to`: the highest level of somebody who waits; `at_once`: with so many at a time."""

    up_to: Level
    at_once: int


@dataclass(frozen=True, slots=True)
class Question:
    """`must`: whoever gets it wrong does not pass."""

    right: int
    must: bool


@dataclass(frozen=True, slots=True)
class Quiz:
    """`pass_mark` is in percent of the questions."""

    module: str
    pass_mark: int
    questions: tuple[Question, ...]

    def marked(self, answers: Sequence[int]) -> tuple[bool, ...]:
        """Which are right. A missing answer is wrong."""
        given = [*answers, *[-1] * len(self.questions)]
        return tuple(one.right == said for one, said in zip(self.questions, given, strict=False))

    def passed(self, marks: Sequence[bool]) -> bool:
        asked = zip(self.questions, marks, strict=True)
        needed = all(right for question, right in asked if question.must)
        return needed and 100 * sum(marks) >= self.pass_mark * len(self.questions)


@dataclass(frozen=True, slots=True)
class Attempt:
    module: str
    at: datetime
    right: int
    asked: int
    passed: bool


@dataclass(frozen=True, slots=True)
class Certificate:
    """What it takes, and how long it lasts."""

    id: str
    work: Work
    up_to: Level
    life: timedelta
    modules: tuple[str, ...]
    at_once: int = 1

    def ends(self, passes: Mapping[str, datetime]) -> datetime | None:
        """From the last pass of each module; None where one is missing."""
        if any(module not in passes for module in self.modules):
            return None
        return min(passes[module] for module in self.modules) + self.life


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate that somebody has."""

    staff: StaffId
    certificate: str
    work: Work
    up_to: Level
    issued_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None
    reason: str = field(default="", repr=False)
    at_once: int = 1

    def counts(self, at: datetime) -> bool:
        return self.withdrawn_at is None and self.expires_at > at


def earned(
    certificates: Iterable[Certificate],
    staff: StaffId,
    passes: Mapping[str, datetime],
    at: datetime,
) -> list[Held]:
    """All that somebody has a right to now, by their last pass of each module."""
    return [
        Held(staff, one.id, one.work, one.up_to, at, ends, at_once=one.at_once)
        for one in certificates
        if (ends := one.ends(passes)) is not None and ends > at
    ]

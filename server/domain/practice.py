"""A practice conversation: a script with branches, what was heard in it, and how it is marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from moderation.verdict import Finding, Level
from server.domain.assessment import Answers
from server.domain.cues import Cue
from server.domain.ids import StaffId
from server.domain.path import Path

MOST: Final = 60  # messages of the peer in one practice
PREFIX: Final = "practice:"  # of a practice among the modules that somebody has passed


@dataclass(frozen=True, slots=True)
class Way:
    """Where it goes when one of `hears` is heard, and none of `unless`."""

    hears: frozenset[str]
    unless: frozenset[str]
    to: str

    def opens(self, cues: frozenset[str]) -> bool:
        return bool(self.hears & cues) and not self.unless & cues


@dataclass(frozen=True, slots=True)
class Moment:
    """`says` on arriving; a nudge for each answer that leads nowhere, and then on to `drifts`."""

    says: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    nudges: tuple[str, ...] = ()
    drifts: str | None = None

    @property
    def ends(self) -> bool:
        return not self.ways and self.drifts is None


@dataclass(frozen=True, slots=True)
class Mark:
    """Met where one of `said` was said, none of `never`, one of `did` done, one of `reached` seen.

    `since` counts only what was said from that moment on; `within` only the first so many of that.
    """

    must: bool
    said: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    did: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    since: str | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """`pass_mark` is in percent of the marks."""

    id: str
    start: str
    moments: Mapping[str, Moment]
    marks: tuple[Mark, ...]
    cues: tuple[Cue, ...]
    pass_mark: int


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the peer: in which moment, and what was heard in it."""

    moment: str
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Course:
    """How it has gone so far."""

    moment: str
    visited: tuple[str, ...]
    heard: tuple[Heard, ...] = ()
    stuck: int = 0
    did: frozenset[str] = frozenset()

    def doing(self, what: str) -> "Course":
        return replace(self, did=self.did | {what})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of a practice conversation."""

    seq: int
    at: datetime
    mine: bool
    text: str = field(repr=False)
    ref: str | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Somebody's practice, with all its words. `version` is that of its row."""

    id: str
    staff: StaffId
    scenario: str
    began_at: datetime
    course: Course
    lines: tuple[Spoken, ...] = field(default=(), repr=False)
    level: Level = Level.L0
    answers: Answers = field(default_factory=Answers, repr=False)
    protects: str = field(default="", repr=False)
    path: Path | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """What stays of a practice: which marks were met, and no words."""

    scenario: str
    at: datetime
    met: tuple[bool, ...]


def begun(scenario: Scenario) -> Course:
    return Course(scenario.start, (scenario.start,))


def answered(
    scenario: Scenario, course: Course, cues: frozenset[str]
) -> tuple[Course, tuple[str, ...]]:
    """How it goes on after a message, and what the visitor says to it."""
    here = scenario.moments[course.moment]
    course = replace(course, heard=(*course.heard, Heard(course.moment, cues)))
    to = next((way.to for way in here.ways if way.opens(cues)), None)
    if to is None and course.stuck < len(here.nudges):
        return replace(course, stuck=course.stuck + 1), (here.nudges[course.stuck],)
    to = to or here.drifts
    if to is None:
        return course, ()
    return _at(course, to), scenario.moments[to].says


def _at(course: Course, to: str) -> Course:
    return replace(course, moment=to, visited=(*course.visited, to), stuck=0)


def marked(scenario: Scenario, course: Course) -> tuple[bool, ...]:
    return tuple(_met(mark, course) for mark in scenario.marks)


def passed(scenario: Scenario, met: Iterable[bool]) -> bool:
    marks = list(zip(scenario.marks, met, strict=True))
    needed = all(is_met for mark, is_met in marks if mark.must)
    return needed and 100 * sum(is_met for _, is_met in marks) >= scenario.pass_mark * len(marks)


def _met(mark: Mark, course: Course) -> bool:
    counted = _counted(mark, course)
    cues = frozenset[str]().union(*(one.cues for one in counted))
    reached = set(course.visited)
    return (
        (not mark.said or bool(mark.said & cues))
        and not mark.never & cues
        and (not mark.did or bool(mark.did & course.did))
        and (not mark.reached or bool(mark.reached & reached))
    )


def _counted(mark: Mark, course: Course) -> tuple[Heard, ...]:
    heard = course.heard
    if mark.since is not None:
        begins = (at for at, one in enumerate(heard) if one.moment == mark.since)
        heard = heard[next(begins, len(heard)) :]
    return heard if mark.within is None else heard[: mark.within]

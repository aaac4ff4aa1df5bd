"""Exposure: how much somebody who answers has carried, and when they rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from moderation.verdict import Level
from server.domain.breaks import Breaks

WEEK: Final = timedelta(days=7)
NEAR: Final = 0.8  # of the cap


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time in conversations at one level, without whose conversation it was."""

    level: Level
    began_at: datetime
    ended_at: datetime

    def minutes(self, since: datetime) -> float:
        """Of what lies after `since`."""
        time = self.ended_at - max(self.began_at, since)
        return max(time, timedelta()) / timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LevelChange:
    at: datetime
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Policy:
    """`weights` and `cool_downs` by level; `week_cap` in counted minutes of seven days."""

    weights: Sequence[float]
    cool_downs: Sequence[timedelta]
    week_cap: float
    debrief_from: Level
    breaks: Breaks


class RestReason(StrEnum):
    COOL_DOWN = "cool_down"
    WEEK_CAP = "week_cap"


@dataclass(frozen=True, slots=True)
class Rest:
    """Nobody new comes before `until`."""

    until: datetime
    reason: RestReason


class Carrying(StrEnum):
    """A meter in a word."""

    UNDER = "under"
    NEAR = "near"
    OVER = "over"


def stretches(
    joined_at: datetime, left_at: datetime, changes: Sequence[LevelChange], level: Level
) -> Iterator[Stretch]:
    """The time of one person in one conversation, by its level. `level` is that at the end.

    `changes` are all of the conversation, by time.
    """
    later = [one for one in changes if one.at > joined_at]
    now, began = (later[0].before if later else level), joined_at
    for change in later:
        if change.at >= left_at:
            break
        yield Stretch(now, began, change.at)
        now, began = change.after, change.at
    if began < left_at:
        yield Stretch(now, began, left_at)


def carried(found: Iterable[Stretch], policy: Policy, since: datetime) -> float:
    """Counted minutes after `since`."""
    return sum(one.minutes(since) * policy.weights[one.level] for one in found)


def rest(found: Sequence[Stretch], policy: Policy, at: datetime) -> Rest | None:
    """The longer of what a hard conversation and what a full week ask for."""
    asked = [*_cool_downs(found, policy), *_full_week(found, policy, at)]
    longest = max(asked, key=lambda one: one.until, default=None)
    return longest if longest and longest.until > at else None


def _cool_downs(found: Iterable[Stretch], policy: Policy) -> Iterator[Rest]:
    """From the end of the stretch: who went on at a lower level has rested a little.

    Who talked with somebody else at the same time has not: theirs begins when that is over, too.
    """
    known = sorted(found, key=lambda one: one.began_at)
    for one in known:
        yield Rest(_alone_at(one, known) + policy.cool_downs[one.level], RestReason.COOL_DOWN)


def _alone_at(one: Stretch, known: Iterable[Stretch]) -> datetime:
    """When the conversations that went on beside this one were over. `known` by their begin."""
    until = one.ended_at
    for other in known:
        beside = other.began_at < one.ended_at or one.ended_at < other.began_at <= until
        if beside and other.ended_at > until:
            until = other.ended_at
    return until


def _full_week(found: Sequence[Stretch], policy: Policy, at: datetime) -> Iterator[Rest]:
    """Until so much of it is seven days ago that the rest is under the cap."""
    if carried(found, policy, at - WEEK) < policy.week_cap:
        return
    ends = sorted(one.ended_at for one in found if one.ended_at > at - WEEK)
    under = (end for end in ends if carried(found, policy, end) < policy.week_cap)
    yield Rest(next(under, at) + WEEK, RestReason.WEEK_CAP)


def carrying(found: Sequence[Stretch], policy: Policy, at: datetime) -> Carrying:
    part = carried(found, policy, at - WEEK) / policy.week_cap
    if part >= 1:
        return Carrying.OVER
    return Carrying.NEAR if part >= NEAR else Carrying.UNDER


def by_day(found: Iterable[Stretch], zone: ZoneInfo) -> Mapping[date, Mapping[Level, float]]:
    """Minutes by level. A stretch belongs to the day in which it began."""
    days: dict[date, dict[Level, float]] = {}
    for one in found:
        minutes = days.setdefault(one.began_at.astimezone(zone).date(), {})
        minutes[one.level] = minutes.get(one.level, 0.0) + one.minutes(one.began_at)
    return days

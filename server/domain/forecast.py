"""How many peers each hour of a week needs: Erlang's delay formula over what happened."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HOUR: Final = timedelta(hours=1)
MOST: Final = 500  # peers; beyond it nobody plans by hand
HourOfWeek = tuple[int, int]  # the day, Monday is 0, and the hour on the zone's clock


@dataclass(frozen=True, slots=True)
class Goal:
    """`share` of those who come are to be answered within `within`."""

    within: timedelta
    share: float


@dataclass(frozen=True, slots=True)
class HourNeeds:
    """`starts_at` is the beginning of an hour; `needed` and `signed_up` are heads."""

    starts_at: datetime
    needed: int
    signed_up: int = 0


def waiting_probability(load: float, peers: int) -> float:
    """Erlang C: the part of those who come that must wait at all.

    `load` is arrivals in a time, times handling in the same unit. A. K. Erlang, "Solution of some
    problems in the theory of probabilities of significance in automatic telephone exchanges", 1917.
    Worked out by the recursion of his loss formula, which stays exact for large numbers.
    """
    if load <= 0:
        return 0.0
    if peers <= load:
        return 1.0
    blocked = 1.0
    for n in range(1, peers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / peers * (1 - blocked))


def answered_within(load: float, peers: int, within: timedelta, handling: timedelta) -> float:
    """The part of those who come that waits no longer than `within`."""
    if peers <= load:
        return 0.0
    still = math.exp(-(peers - load) * (within / handling))
    return 1 - waiting_probability(load, peers) * still


def needed(per_hour: float, handling: timedelta, goal: Goal) -> int:
    """The fewest peers with whom the goal is kept; 0 where nobody comes."""
    if per_hour <= 0:
        return 0
    load = per_hour * (handling / HOUR)
    start = math.floor(load) + 1
    enough = (
        peers
        for peers in range(start, MOST)
        if answered_within(load, peers, goal.within, handling) >= goal.share
    )
    return next(enough, MOST)


def per_hour(
    arrivals: Iterable[datetime], weeks: float, zone: ZoneInfo
) -> Mapping[HourOfWeek, float]:
    """How many came on average at each hour of the week, over so many weeks."""
    counted = Counter(hour_of_week(at, zone) for at in arrivals)
    return {hour: count / weeks for hour, count in counted.items()}


def hour_of_week(at: datetime, zone: ZoneInfo) -> HourOfWeek:
    local = at.astimezone(zone)
    return local.weekday(), local.hour


def hours_of(start: datetime, end: datetime) -> Iterator[datetime]:
    """Each full hour, in UTC: the hour that the clocks skip is not among them."""
    at = start.astimezone(UTC)
    while at < end:
        yield at
        at += HOUR

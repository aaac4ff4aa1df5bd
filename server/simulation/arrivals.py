"""Who comes, when, and for how long they would wait: generated, or as it was recorded."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from server.domain.waits import Like, Waited

PATIENCE: Final = timedelta(minutes=25)  # on average; who has gone tells more, where it is recorded
AT_RISK: Final = 0.05  # of those who come


@dataclass(frozen=True, slots=True)
class Arrival:
    """`patience` is how long they wait before they leave."""

    at: datetime
    language: str
    topic: str | None
    wish: str | None
    at_risk: bool
    patience: timedelta

    @property
    def like(self) -> Like:
        return Like(self.language, self.topic, self.at.hour)


@dataclass(frozen=True, slots=True)
class Crowd:
    """What people may be like; `wishing` is the part of them who wish for somebody."""

    languages: Sequence[str]
    topics: Sequence[str]
    experiences: Sequence[str]
    wishing: float


def generated(
    chance: random.Random, crowd: Crowd, begin: datetime, hours: float, an_hour: float
) -> list[Arrival]:
    """They come by chance (Poisson), so many an hour on average."""
    found, at = [], begin
    end = begin + timedelta(hours=hours)
    while (at := at + timedelta(hours=chance.expovariate(an_hour))) < end:
        like = Like(_first(chance, crowd.languages), _any(chance, crowd.topics), at.hour)
        found.append(_arrival(chance, crowd, at, like, _drawn(chance, PATIENCE)))
    return found


def recorded(
    chance: random.Random, crowd: Crowd, history: Sequence[Waited], now: datetime
) -> list[Arrival]:
    """As they came in the last weeks. Who was answered would have waited on, nobody knows how long.

    So each of these is given the patience of somebody who left later than they were answered; where
    nobody did, an average one beyond it. Risk and wishes are not recorded: they are drawn.
    """
    left = sorted(one.time for one in history if one.ago is not None and not one.answered)
    ended = [one for one in history if one.ago is not None]
    return sorted(
        (
            _arrival(chance, crowd, now - one.ago - one.time, one.like, _lasting(chance, one, left))
            for one in ended
            if one.ago is not None
        ),
        key=lambda one: one.at,
    )


def _lasting(chance: random.Random, one: Waited, left: Sequence[timedelta]) -> timedelta:
    if not one.answered:
        return one.time
    longer = [time for time in left if time > one.time]
    return chance.choice(longer) if longer else one.time + _drawn(chance, PATIENCE)


def _arrival(
    chance: random.Random, crowd: Crowd, at: datetime, like: Like, patience: timedelta
) -> Arrival:
    wishes = crowd.experiences and chance.random() < crowd.wishing
    return Arrival(
        at=at,
        language=like.language,
        topic=like.topic,
        wish=chance.choice(crowd.experiences) if wishes else None,
        at_risk=chance.random() < AT_RISK,
        patience=patience,
    )


def _first(chance: random.Random, some: Sequence[str]) -> str:
    """The first one for half of them, the next for half of the rest, and so on."""
    return next((one for one in some[:-1] if chance.random() < 1 / 2), some[-1])


def _any(chance: random.Random, some: Sequence[str]) -> str | None:
    return chance.choice([None, *some])


def _drawn(chance: random.Random, mean: timedelta) -> timedelta:
    return timedelta(seconds=chance.expovariate(1 / mean.total_seconds()))

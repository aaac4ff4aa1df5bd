"""How long a wait to expect: from how long people like this really waited."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Self

MANY: Final = 20  # answered waits from which on one figure is told
FEW: Final = 5  # below this nothing is said of a group; from here on a range
NINE_IN_TEN: Final = 0.9
HALF: Final = 0.5
ROUNDING: Final = 1e-9  # products of fractions: 0.1 is not exactly 0.1
ALIKE: Final = 1  # hours of the day on either side that count as the same hour
LATELY: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Like:
    """What a visitor has in common with others. `hour` is of the day, UTC, when they began."""

    language: str
    topic: str | None
    hour: int


@dataclass(frozen=True, slots=True)
class Waited:
    """One wait. Without an answer it lasted longer than `time`: they left, or wait still."""

    like: Like
    time: timedelta
    answered: bool
    ago: timedelta | None = timedelta()  # since it ended; None where they wait still


@dataclass(frozen=True, slots=True)
class Expectation:
    """9 of 10 are answered within `high`. Where little is known, it lies between `low` and `high`.

    `high` is None where too many left or wait still: all that is known is "longer than `low`".
    """

    low: timedelta | None
    high: timedelta | None

    def after(self, waited: timedelta) -> Self:
        """For somebody who has waited this long already: what is past is no forecast."""
        if waited and self.high is not None and waited >= self.high:
            return replace(self, low=waited, high=None)
        if self.high is None or (self.low and waited > self.low):
            return replace(self, low=max(waited, self.low or waited))
        return self


def quantile(waits: Iterable[Waited], part: float) -> timedelta | None:
    """The time within which this part of all were answered; None where it cannot be known.

    Kaplan and Meier's estimate (1958): whoever left unanswered counts among those who wait up to
    the moment they left, so that leaving never makes a wait look short.
    """
    seen = (one for one in waits if one.answered or one.time)  # who came just now tells nothing
    ordered = sorted(seen, key=lambda one: (one.time, not one.answered))
    unanswered, at_risk = 1.0, len(ordered)
    for one in ordered:
        if one.answered:
            unanswered *= 1 - 1 / at_risk
            if unanswered <= 1 - part + ROUNDING:
                return one.time
        at_risk -= 1
    return None


def expect(like: Like, waits: Sequence[Waited]) -> Expectation | None:
    """What somebody like this may be told; None where too little is known to say anything.

    The closest group of which enough is known, but never less than what happened lately: a busy
    evening is told though last week was quiet.
    """
    usual = _closest(like, waits)
    lately = _of([one for one in waits if _lately(one) and _speaks(like, one)], FEW)
    if usual is None or lately is None:
        return usual or lately
    return max(usual, lately, key=_gravity)


def _closest(like: Like, waits: Sequence[Waited]) -> Expectation | None:
    groups = list(_groups(like, waits))
    known = (_of(group, enough) for enough in (MANY, FEW) for group in groups)
    return next((one for one in known if one is not None), None)


def _groups(like: Like, waits: Sequence[Waited]) -> Iterator[list[Waited]]:
    """From those most alike to everybody."""
    for alike in CLOSEST_FIRST:
        yield [one for one in waits if alike(like, one)]


def _of(group: Sequence[Waited], enough: int) -> Expectation | None:
    """`enough` is how many waits must have ended."""
    ended = sum(one.ago is not None for one in group)
    if ended < enough:
        return None
    high = quantile(group, NINE_IN_TEN)
    if high is None:
        return Expectation(_at_least(group), None)
    if ended >= MANY:
        return Expectation(None, high)
    return Expectation(quantile(group, HALF), max(one.time for one in group))


def _at_least(group: Sequence[Waited]) -> timedelta:
    """Nobody was answered sooner than they left, so 9 in 10 need this long whatever comes."""
    times = sorted(one.time for one in group)
    return times[math.ceil(NINE_IN_TEN * len(times)) - 1]


def _gravity(expectation: Expectation) -> tuple[bool, timedelta]:
    told = expectation.low if expectation.high is None else expectation.high
    return expectation.high is None, told or timedelta()


def _lately(one: Waited) -> bool:
    return one.ago is None or one.ago <= LATELY


def _speaks(like: Like, one: Waited) -> bool:
    return one.like.language == like.language


def _topic(like: Like, one: Waited) -> bool:
    return one.like.topic == like.topic


def _hour(like: Like, one: Waited) -> bool:
    apart = abs(one.like.hour - like.hour)
    return min(apart, 24 - apart) <= ALIKE


Alike = Callable[[Like, Waited], bool]
CLOSEST_FIRST: Final[tuple[Alike, ...]] = (
    lambda like, one: _speaks(like, one) and _topic(like, one) and _hour(like, one),
    lambda like, one: _speaks(like, one) and _hour(like, one),
    _speaks,
    _hour,
    lambda _like, _one: True,
)

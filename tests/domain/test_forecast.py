"""Erlang's formula gives the published values; hours are those of the zone."""

import math
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.forecast import (
    HOUR,
    Goal,
    answered_within,
    hour_of_week,
    hours_of,
    needed,
    per_hour,
    waiting_probability,
)

LONDON = ZoneInfo("Europe/London")
GOAL = Goal(timedelta(minutes=5), 0.9)
HALF_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("calls", "minutes", "peers", "waits"),
    [(100, 3, 14, 0.1741), (360, 4, 55, 0.2387)],  # in half an hour
)
def test_the_worked_examples_of_call_centres(calls, minutes, peers, waits):
    load = calls * (timedelta(minutes=minutes) / HALF_HOUR)
    assert waiting_probability(load, peers) == pytest.approx(waits, abs=0.0001)


def test_88_8_of_100_are_answered_within_20_seconds_in_the_first_of_them():
    within = answered_within(10, 14, timedelta(seconds=20), timedelta(minutes=3))
    assert within == pytest.approx(0.888, abs=0.0005)


def textbook(load, peers):
    """The formula as it is written in books, exactly."""
    a = Fraction(load)
    last = a**peers / math.factorial(peers) * peers / (peers - a)
    return last / (sum(a**n / math.factorial(n) for n in range(peers)) + last)


@given(st.fractions(Fraction(1, 10), 30, max_denominator=20), st.integers(1, 12))
def test_the_recursion_is_the_formula_of_the_books(load, more):
    peers = math.floor(load) + more
    exact = float(textbook(load, peers))
    assert waiting_probability(float(load), peers) == pytest.approx(exact, rel=1e-9)


def test_too_few_never_keep_up():
    assert waiting_probability(3, 3) == 1
    assert answered_within(3, 2, timedelta(hours=9), HOUR) == 0


@given(st.floats(0.05, 60), st.integers(5, 90))
def test_needed_is_the_fewest_that_are_enough(arrivals, minutes):
    handling = timedelta(minutes=minutes)
    load, peers = arrivals * (handling / HOUR), needed(arrivals, handling, GOAL)
    assert answered_within(load, peers, GOAL.within, handling) >= GOAL.share
    assert answered_within(load, peers - 1, GOAL.within, handling) < GOAL.share


@given(st.floats(0, 60), st.floats(0, 20))
def test_more_arrivals_never_need_fewer(arrivals, more):
    assert needed(arrivals, HALF_HOUR, GOAL) <= needed(arrivals + more, HALF_HOUR, GOAL)


def test_nobody_is_needed_where_nobody_comes():
    assert needed(0, HALF_HOUR, GOAL) == 0


def test_an_hour_of_the_week_is_on_the_zones_clock():
    summer = datetime(2026, 6, 1, 17, 30, tzinfo=UTC)  # a Monday, 18:30 in London
    winter = datetime(2026, 12, 7, 18, 30, tzinfo=UTC)
    assert hour_of_week(summer, LONDON) == hour_of_week(winter, LONDON) == (0, 18)
    assert per_hour([summer, winter], 4, LONDON) == {(0, 18): 0.5}


def test_a_week_in_which_the_clocks_change_has_an_hour_less():
    start, end = (datetime(2026, 3, day, tzinfo=LONDON) for day in (23, 30))
    assert len(list(hours_of(start, end))) == 7 * 24 - 1

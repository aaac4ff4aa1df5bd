"""What was carried, and the rest that follows from it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.breaks import Breaks
from server.domain.exposure import (
    WEEK,
    Carrying,
    LevelChange,
    Policy,
    RestReason,
    Stretch,
    by_day,
    carried,
    carrying,
    rest,
    stretches,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
POLICY = Policy(
    weights=(0.25, 1, 2, 3, 4),
    cool_downs=tuple(n * MINUTE for n in (0, 0, 10, 30, 60)),
    week_cap=600,
    debrief_from=Level.L2,
    breaks=Breaks(90 * MINUTE, 15 * MINUTE, 5 * MINUTE),
)


def at(minutes):
    return NOON + minutes * MINUTE


def stretch(level, start, end):
    return Stretch(Level(level), at(start), at(end))


def cut(joined, left, changes, level):
    found = stretches(
        at(joined),
        at(left),
        [LevelChange(at(when), Level(a), Level(b)) for when, a, b in changes],
        Level(level),
    )
    return [(one.level, one.began_at, one.ended_at) for one in found]


def test_each_minute_counts_by_the_level_it_had():
    assert cut(0, 60, [(10, 0, 3), (40, 3, 1)], 1) == [
        (Level.L0, at(0), at(10)),
        (Level.L3, at(10), at(40)),
        (Level.L1, at(40), at(60)),
    ]


def test_what_was_before_somebody_came_is_not_theirs():
    assert cut(20, 60, [(10, 0, 4), (15, 4, 2)], 2) == [(Level.L2, at(20), at(60))]


def test_a_change_after_they_left_does_not_count():
    assert cut(0, 30, [(45, 1, 4)], 4) == [(Level.L1, at(0), at(30))]


LEVELS = st.sampled_from(list(Level))
CHANGES = st.lists(st.tuples(st.integers(-60, 180), LEVELS), max_size=6)


@given(CHANGES, LEVELS, st.integers(0, 120))
def test_the_stretches_are_the_whole_time_and_nothing_more(steps, first, length):
    steps = sorted(steps, key=lambda one: one[0])
    levels = [first, *(level for _, level in steps)]
    changes = [
        LevelChange(at(when), before, after)
        for (when, after), before in zip(steps, levels, strict=False)
    ]
    found = list(stretches(NOON, at(length), changes, levels[-1]))
    assert sum((one.ended_at - one.began_at for one in found), timedelta()) == length * MINUTE
    assert all(a.ended_at == b.began_at for a, b in pairwise(found))


def test_carried_is_minutes_by_weight():
    assert carried([stretch(0, 0, 40), stretch(3, 40, 50)], POLICY, NOON) == 40


@pytest.mark.parametrize(("level", "minutes"), [(2, 10), (3, 30), (4, 60)])
def test_a_hard_conversation_is_followed_by_rest(level, minutes):
    found = [stretch(level, 0, 20)]
    asked = rest(found, POLICY, at(20))
    assert (asked.until, asked.reason) == (at(20 + minutes), RestReason.COOL_DOWN)
    assert rest(found, POLICY, at(20 + minutes)) is None


def test_a_rest_begins_when_nobody_else_is_talked_with_either():
    beside = [stretch(0, 10, 25), stretch(1, 25, 70)]
    assert rest([stretch(3, 0, 20), *beside], POLICY, at(70)).until == at(70 + 30)


def test_who_goes_on_with_the_same_one_at_a_lower_level_has_rested_a_little():
    assert rest([stretch(3, 0, 20), stretch(0, 20, 45)], POLICY, at(45)).until == at(20 + 30)


def test_an_ordinary_conversation_is_not():
    assert rest([stretch(1, 0, 50)], POLICY, at(50)) is None


def test_a_full_week_ends_when_enough_of_it_is_seven_days_ago():
    days = [stretch(2, day * 1440, day * 1440 + 100) for day in range(3)]
    asked = rest(days, POLICY, at(3 * 1440))
    assert asked.reason is RestReason.WEEK_CAP
    assert asked.until == days[0].ended_at + WEEK
    assert rest(days, POLICY, asked.until) is None


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9000), st.integers(1, 300)), max_size=8)
)
def test_a_rest_ends_and_afterwards_there_is_none(spans):
    found = sorted(
        (stretch(level, start, start + length) for level, start, length in spans),
        key=lambda one: one.began_at,
    )
    now = max((one.ended_at for one in found), default=NOON)
    asked = rest(found, POLICY, now)
    assert asked is None or now < asked.until <= now + WEEK
    assert asked is None or rest(found, POLICY, asked.until) is None


@pytest.mark.parametrize(
    ("minutes", "word"), [(239, Carrying.UNDER), (240, Carrying.NEAR), (300, Carrying.OVER)]
)
def test_a_meter_in_a_word(minutes, word):
    assert carrying([stretch(2, 0, minutes)], POLICY, at(minutes)) is word


def test_days_are_those_of_the_zone():
    night = Stretch(
        Level.L1, datetime(2026, 6, 1, 23, 30, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
    )
    (day,) = by_day([night], ZoneInfo("Europe/London"))
    assert day.isoformat() == "2026-06-02"

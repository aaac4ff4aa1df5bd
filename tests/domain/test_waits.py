"""An honest wait: what the data say, and never less."""

import math
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.waits import (
    FEW,
    HALF,
    LATELY,
    MANY,
    NINE_IN_TEN,
    Expectation,
    Like,
    Waited,
    expect,
    quantile,
)

ME = Like("en", "loss", 20)
LONG_AGO = timedelta(days=3)
times = st.integers(1, 90).map(lambda minutes: timedelta(minutes=minutes))
likes = st.builds(
    Like, st.sampled_from(["en", "fr"]), st.sampled_from(["loss", "low"]), st.integers(0, 23)
)
agos = st.sampled_from([None, timedelta(minutes=5), LONG_AGO])
everybody = st.lists(st.builds(Waited, likes, times, st.booleans(), agos), max_size=60)
parts = st.sampled_from([HALF, NINE_IN_TEN])


def answered(*minutes, like=ME, ago=LONG_AGO):
    return [Waited(like, timedelta(minutes=m), True, ago) for m in minutes]


def left(*minutes, like=ME, ago=LONG_AGO):
    return [Waited(like, timedelta(minutes=m), False, ago) for m in minutes]


def within(minutes):
    return Expectation(None, timedelta(minutes=minutes))


def longer(time):
    """Unknown is longer than anything known."""
    return timedelta.max if time is None else time


@given(st.lists(times, min_size=1, max_size=60), parts)
def test_where_everybody_was_answered_it_is_the_plain_quantile(waited, part):
    group = [Waited(ME, time, True) for time in waited]
    assert quantile(group, part) == sorted(waited)[math.ceil(part * len(waited)) - 1]


@given(everybody, times, parts)
def test_somebody_who_left_unanswered_never_makes_it_look_shorter(group, time, part):
    more = [*group, Waited(ME, time, answered=False)]
    assert longer(quantile(more, part)) >= longer(quantile(group, part))


@given(everybody, parts)
def test_to_leave_counts_no_less_than_to_be_answered_then(group, part):
    as_if = [replace(one, answered=True) for one in group]
    assert longer(quantile(group, part)) >= longer(quantile(as_if, part))


@given(everybody, parts)
def test_nobody_who_left_can_be_overlooked_by_counting_the_answered_alone(group, part):
    alone = [one for one in group if one.answered]
    if alone:
        assert longer(quantile(group, part)) >= longer(quantile(alone, part))


@given(everybody)
def test_what_is_told_is_no_less_than_what_happened_lately_in_this_language(waits):
    lately = [w for w in waits if w.like.language == "en" and (w.ago is None or w.ago <= LATELY)]
    ended = [one for one in lately if one.ago is not None]
    told = expect(ME, waits)
    if len(ended) >= FEW:
        assert told is not None
        assert longer(told.high) >= longer(quantile(lately, NINE_IN_TEN))


@given(everybody, st.randoms())
def test_the_order_of_the_waits_is_of_no_account(waits, chance):
    mixed = waits[:]
    chance.shuffle(mixed)
    assert expect(ME, mixed) == expect(ME, waits)


@given(everybody, times)
def test_nobody_is_promised_a_time_that_has_passed(waits, waited):
    told = expect(ME, waits)
    if told:
        now = told.after(waited)
        assert longer(now.high) > waited
        assert longer(now.high) >= longer(told.high)


def test_too_few_say_nothing():
    assert expect(ME, answered(*range(1, FEW))) is None


def test_a_few_give_a_range():
    assert expect(ME, answered(2, 4, 6, 8, 10)) == Expectation(
        timedelta(minutes=6), timedelta(minutes=10)
    )


def test_many_give_one_figure():
    assert expect(ME, answered(*range(1, MANY + 1))) == within(18)


def test_people_like_me_count_before_others():
    mine, others = answered(*[3] * MANY), answered(*[30] * MANY, like=Like("en", "low", 20))
    assert expect(ME, mine + others) == within(3)


def test_where_few_are_like_me_more_people_are_asked():
    mine, others = answered(*[3] * FEW), answered(*[30] * 80, like=Like("en", "low", 20))
    assert expect(ME, mine + others) == within(30)


def test_another_hour_and_another_language_count_when_there_is_nothing_nearer():
    assert expect(ME, answered(*[9] * MANY, like=Like("en", "low", 3))) == within(9)
    assert expect(ME, answered(*[9] * MANY, like=Like("fr", "low", 3))) == within(9)


def test_midnight_is_near_eleven_at_night():
    near, far = Like("en", "loss", 0), Like("en", "loss", 12)
    waits = answered(*[4] * MANY, like=near) + answered(*[40] * MANY, like=far)
    assert expect(Like("en", "loss", 23), waits) == within(4)


def test_a_busy_evening_is_told_though_the_weeks_before_were_quiet():
    tonight = answered(*[50] * FEW, ago=timedelta(minutes=20), like=Like("en", "low", 20))
    told = expect(ME, answered(*[3] * 200) + tonight)
    assert told.high == timedelta(minutes=50)


def test_where_most_left_unanswered_only_longer_than_is_told():
    told = expect(ME, answered(*[2] * 10) + left(*[45] * 10))
    assert told == Expectation(timedelta(minutes=45), None)


def test_those_who_wait_still_make_it_longer():
    waiting = left(*[40] * 5, ago=None)
    told = expect(ME, answered(*[3] * 20) + waiting)
    assert told.high is None

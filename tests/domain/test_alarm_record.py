"""How often an alarm was right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.alarm_record import AlarmRecord, records, wilson
from server.domain.flag import Outcome


@pytest.mark.parametrize(
    ("hits", "all", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (90, 100, 0.8256, 0.9448),
    ],
)
def test_the_interval_is_wilsons(hits, all, low, high):
    assert wilson(hits, all) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


def test_where_nothing_was_resolved_nothing_is_known():
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_interval_holds_the_share_and_stays_within_none_and_all(right, false):
    low, high = wilson(right, right + false)
    assert 0 <= low <= high <= 1
    if right + false:
        assert low - 1e-9 <= right / (right + false) <= high + 1e-9


def test_each_reason_of_a_flag_counts_once_and_the_worst_comes_first():
    found = records(
        [
            (("a song", "a song"), Outcome.FALSE_ALARM),
            (("a song", "a plan"), Outcome.CONFIRMED),
            (("a plan",), Outcome.HANDED_ON),
        ]
    )
    assert found == [AlarmRecord("a song", 1, 1), AlarmRecord("a plan", 2, 0)]

"""How fast one person may write."""

import pytest

from server.domain.refusal import Code, Refusal
from server.services.talk import pacing
from server.services.talk.pacing import Pacing


@pytest.fixture
def now():
    return [1000.0]


@pytest.fixture
def pace(now):
    return Pacing(lambda: now[0], rate=2.0, burst=3.0)


def refused(pace, person="vera"):
    try:
        pace(person)
    except Refusal as refusal:
        assert refusal.code is Code.TOO_FAST
        return refusal.retry_after
    return None


def test_a_burst_goes_through_and_then_it_is_too_fast(pace):
    assert [refused(pace) for _ in range(5)] == [None, None, None, 0.5, 0.5]


def test_who_waits_as_told_goes_through(pace, now):
    for _ in range(3):
        pace("vera")
    now[0] += refused(pace)
    assert refused(pace) is None
    assert refused(pace) == 0.5


def test_a_refusal_costs_nothing(pace, now):
    for _ in range(9):
        refused(pace)
    now[0] += 0.5
    assert refused(pace) is None


def test_a_long_rest_earns_one_burst_and_no_more(pace, now):
    for _ in range(3):
        pace("vera")
    now[0] += 3600
    assert [refused(pace) for _ in range(4)] == [None, None, None, 0.5]


def test_one_does_not_slow_another(pace):
    for _ in range(3):
        pace("vera")
    assert refused(pace, "wim") is None


def test_memory_is_bounded(pace, monkeypatch):
    monkeypatch.setattr(pacing, "BOUND", 2)
    for person in ("a", "b", "c", "d"):
        pace(person)
    assert set(pace._buckets) == {"c", "d"}

"""What chance draws is drawn with the probability that is written down, and the rates follow."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.ids import ConversationId
from server.domain.sampling import Candidate, Labelled, Stratum, draw, rate

CALM = [Candidate(ConversationId(f"c{n}"), Level.L0, flagged=False) for n in range(6)]
TOUCHED = [Candidate(ConversationId(f"t{n}"), Level.L1, flagged=False) for n in range(3)]
FLAGGED = [Candidate(ConversationId(f"f{n}"), Level.L3, flagged=True) for n in range(2)]
GRID = 600


@pytest.mark.parametrize(
    "found", [CALM, [*CALM, *TOUCHED], [*CALM, *FLAGGED], [*CALM, *TOUCHED, *FLAGGED]]
)
def test_each_is_drawn_as_often_as_is_written_down(found):
    steps = [(n + 0.5) / GRID for n in range(GRID)]
    drawn = [draw(found, a, b) for a in steps for b in steps[::20]]
    seen = Counter(one.conversation for one in drawn)
    assert set(seen) == {one.conversation for one in found}
    said = {one.conversation: one.probability for one in drawn}
    assert sum(said.values()) == pytest.approx(1)
    for one, times in seen.items():
        assert times / len(drawn) == pytest.approx(said[one], abs=0.01)


@given(st.floats(0, 1), st.floats(0, 1))
def test_any_chance_draws_somebody(stratum, within):
    assert draw([*CALM, *FLAGGED], stratum, within) is not None
    assert draw([], stratum, within) is None


def labels(*rows):
    return [Labelled(Stratum.CALM, p, needed) for p, needed, times in rows for _ in range(times)]


def test_a_label_counts_for_as_many_as_it_stands_for():
    found = rate(labels((0.1, False, 9), (0.01, True, 1)))  # 90 without, 100 with
    assert found.share == pytest.approx(100 / 190)
    assert found.low < found.share < found.high
    assert (found.labels, found.needed) == (10, 1)


def test_with_equal_weights_it_is_the_plain_share_and_wilsons_interval():
    found = rate(labels((0.5, False, 19), (0.5, True, 1)))
    assert found.share == pytest.approx(0.05)
    assert (found.low, found.high) == (
        pytest.approx(0.0089, abs=5e-4),
        pytest.approx(0.236, abs=2e-3),
    )


def test_unequal_weights_say_less_and_nothing_says_nothing():
    even = rate(labels((0.1, False, 9), (0.1, True, 1)))
    uneven = rate(labels((0.9, False, 9), (0.1, True, 1)))
    assert uneven.high - uneven.low > even.high - even.low
    empty = rate([])
    assert (empty.labels, empty.low, empty.high) == (0, 0.0, 1.0)

"""What a peer is told of visitors' answers: late, in batches, never one alone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.figures import FEWEST
from server.domain.thanks import DELAY, Thanks, thanked

NOW = datetime(2026, 3, 9, tzinfo=UTC)
OLD = NOW - DELAY


def thanks(n, helped=3, at=OLD, words=""):
    return Thanks(f"t{n:03}", at, helped, words)


def test_four_answers_are_none():
    assert thanked([thanks(n) for n in range(4)], NOW).answers == 0


def test_words_come_with_their_batch_and_not_before():
    received = [thanks(n, words="kind") for n in range(4)]
    assert thanked(received, NOW).words == ()
    assert len(thanked([*received, thanks(4)], NOW).words) == 4


def test_the_sixth_answer_waits_for_four_more():
    received = [thanks(n) for n in range(9)]
    assert thanked(received, NOW).answers == FEWEST


def test_an_answer_of_yesterday_is_not_counted():
    late = [thanks(n, at=NOW - timedelta(days=1)) for n in range(10)]
    assert thanked(late, NOW).answers == 0


def test_who_answered_nothing_is_no_answer():
    assert thanked([thanks(n, helped=None) for n in range(9)], NOW).answers == 0


@given(st.lists(st.sampled_from([1, 2, 3]), max_size=60))
def test_no_count_under_five_is_ever_shown(helped):
    shown = thanked([thanks(n, one) for n, one in enumerate(helped)], NOW)
    assert all(count is None or count >= FEWEST for count in shown.helped)
    assert shown.answers % FEWEST == 0

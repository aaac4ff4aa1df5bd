"""Quizzes, and what passing them earns."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.matching import SOONEST, Ready, Waiting, match
from server.domain.training import Certificate, Question, Quiz, Work, earned

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
QUIZ = Quiz("listening", 80, tuple(Question(right, must=right == 1) for right in (0, 1, 2, 0, 2)))
BOTH = Certificate("both", Work.ONE_TO_ONE, Level.L4, YEAR, ("listening", "boundaries"))
levels = st.sampled_from(Level)


def test_four_of_five_are_enough_and_three_are_not():
    assert QUIZ.passed(QUIZ.marked((0, 1, 2, 0, 0)))
    assert not QUIZ.passed(QUIZ.marked((0, 1, 2, 1, 1)))


def test_what_must_be_right_must_be_right():
    assert not QUIZ.passed(QUIZ.marked((0, 0, 2, 0, 2)))


def test_a_missing_answer_is_wrong_and_one_too_many_counts_for_nothing():
    assert QUIZ.marked(()) == (False,) * 5
    assert QUIZ.marked((0, 1, 2, 0, 2, 0, 0)) == (True,) * 5


def test_a_certificate_takes_every_module_and_ends_with_the_oldest_pass():
    passes = {"listening": NOW - timedelta(days=100)}
    assert earned([BOTH], "pat", passes, NOW) == []
    (held,) = earned([BOTH], "pat", passes | {"boundaries": NOW}, NOW)
    assert held.expires_at == NOW - timedelta(days=100) + YEAR


def test_a_pass_that_is_too_old_earns_nothing():
    passes = {"listening": NOW - YEAR, "boundaries": NOW}
    assert earned([BOTH], "pat", passes, NOW) == []


@given(st.lists(levels, max_size=6), st.lists(levels, max_size=6))
def test_nobody_is_matched_beyond_their_training(waiting, trained):
    wait = [Waiting(f"v{n}", NOW, "en", level=level) for n, level in enumerate(waiting)]
    ready = [Ready(f"p{n}", NOW, ("en",), up_to=up_to) for n, up_to in enumerate(trained)]
    asked, able = {w.visit: w.level for w in wait}, {r.peer: r.up_to for r in ready}
    assert all(asked[pair.visit] <= able[pair.peer] for pair in match(wait, ready, SOONEST, NOW))

"""When nobody writes: what the clock does, and to whom."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.session import Role
from server.domain.silence import (
    CLOCK,
    SILENCE,
    TOLD,
    Patience,
    Silence,
    SilenceState,
    SilenceStep,
    turn,
)

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
PATIENCE = Patience(timedelta(minutes=5), timedelta(minutes=4), timedelta(minutes=3))
FRESH = Silence(SilenceState.NONE, Role.VISITOR, START + PATIENCE.ask)
later = st.integers(0, 1200).map(lambda seconds: START + timedelta(seconds=seconds))


def test_who_is_silent_is_asked_then_warned_and_only_then_let_go():
    silence, at, steps = FRESH, START, []
    while silence.state is not SilenceState.OVER:
        at += timedelta(seconds=30)
        if step := silence.due(at):
            steps.append((step, at - START))
            silence = silence.after(step, PATIENCE, at)
    assert steps == [
        (SilenceStep.ASK, timedelta(minutes=5)),
        (SilenceStep.WARN, timedelta(minutes=9)),
        (SilenceStep.END, timedelta(minutes=12)),
    ]


@given(st.lists(st.tuples(later, st.booleans()), max_size=40))
def test_nobody_is_let_go_without_the_whole_time_to_answer(moments):
    """However rarely the clock looks, and whenever somebody says that they are still here."""
    silence, warned = FRESH, None
    for at, here in sorted(moments):
        if here and SILENCE.allows(silence.state, SilenceStep.BREAK):
            silence = silence.after(SilenceStep.BREAK, PATIENCE, at)
        elif step := silence.due(at):
            if step is SilenceStep.END:
                assert warned is not None
                assert at - warned >= PATIENCE.end
            silence = silence.after(step, PATIENCE, at)
            warned = at if step is SilenceStep.WARN else warned


def test_one_step_at_a_time_though_the_clock_stood_still_for_a_day():
    at = START + timedelta(days=1)
    asked = FRESH.after(FRESH.due(at), PATIENCE, at)
    assert asked.state is SilenceState.ASKED
    assert asked.due(at) is None


def test_nothing_follows_when_it_is_over():
    assert SilenceState.OVER not in CLOCK
    assert Silence(SilenceState.OVER, Role.VISITOR, START).due(START) is None


def test_whose_turn_it_is():
    assert turn(Role.PEER, visitor_there=True) is Role.VISITOR
    assert turn(Role.VISITOR, visitor_there=True) is Role.PEER
    assert turn(Role.SERVICE, visitor_there=True) is Role.PEER
    assert turn(None, visitor_there=True) is Role.PEER
    assert turn(Role.VISITOR, visitor_there=False) is Role.VISITOR


def test_the_visitor_is_told_of_every_step_that_concerns_them():
    steps = set(CLOCK.values())
    assert {step for step, whose in TOLD if whose is Role.VISITOR} == steps
    assert (SilenceStep.END, Role.PEER) in TOLD

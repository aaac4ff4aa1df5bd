"""Whom a flag calls, and when danger that comes later calls its owner anew."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.verdict import Level
from server.domain.flag import EVERYONE_FROM, UNANSWERED, FlagState
from tests.transport.paging.flag import AT, FLAG

levels = st.sampled_from(Level)
CLAIMED = replace(FLAG, state=FlagState.CLAIMED, claimed_by="mona", due_at=None)
MINUTE = timedelta(minutes=1)


@given(levels, levels, st.sampled_from((None, AT - MINUTE, AT + MINUTE)))
def test_a_level_that_rises_always_calls_whoever_has_it(before, after, again):
    flag = replace(CLAIMED, level=before, again_from=again)
    assert flag.called_anew(after, AT) or after <= before


@given(levels, levels)
def test_while_an_answer_holds_only_a_higher_level_calls_anew(before, after):
    for again_from in (None, AT + MINUTE):
        flag = replace(CLAIMED, level=before, again_from=again_from)
        assert flag.called_anew(after, AT) is (after > before)


@given(levels)
def test_after_it_danger_as_grave_calls_anew_and_grave_danger_always(level):
    flag = replace(CLAIMED, level=level, again_from=AT)
    assert flag.called_anew(level, AT)
    assert flag.called_anew(Level.L3, AT)
    assert flag.called_anew(Level.L2, AT) is (level <= Level.L2)


@given(st.sampled_from(FlagState), st.integers(0, EVERYONE_FROM))
def test_a_flag_calls_its_owner_whoever_s_turn_it_is_and_at_last_everyone(state, lapses):
    flag = replace(FLAG, state=state, claimed_by="mona", alerting="mike", lapses=lapses)
    waits = state in UNANSWERED
    assert flag.calls("mona") is flag.calls("mike") is waits
    assert flag.calls("ida") is flag.calls_everyone is (waits and lapses >= EVERYONE_FROM)


def test_it_is_another_s_until_their_time_to_answer_is_over():
    for state in FlagState:
        flag = replace(FLAG, state=state, claimed_by="mona")
        assert not flag.is_anothers("mona")
        assert flag.is_anothers("mike") is (state in {FlagState.CLAIMED, FlagState.CALLED})

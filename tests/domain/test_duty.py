"""A duty: how many people one peer holds at once, whatever happens in whatever order."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.duty import MOST, Availability, Duty, DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import NOTHING, DutyStep, Load
from server.domain.session import Role

AT = datetime(2026, 3, 1, tzinfo=UTC)
BUSY = (DutyState.OFFERED, DutyState.TALKING, DutyState.WRAP_UP)
places = st.integers(1, MOST)
steps = st.lists(st.sampled_from(DutyStep), max_size=40)


def duty(places=1, availability=Availability.READY, load=NOTHING):
    return Duty("pat", Role.PEER, "Pat", availability, AT, AT, places=places, load=load)


def walked(places, steps):
    """Those steps of them that are allowed."""
    one = duty(places)
    for step in steps:
        try:
            one = one.after(step)
        except StepNotAllowed:
            continue
        yield step, one


def after(one, *steps):
    for step in steps:
        one = one.after(step)
    return one


@given(places, steps)
def test_nobody_ever_holds_more_than_their_places(places, steps):
    for _, one in walked(places, steps):
        assert 0 <= one.load.total <= places
        assert one.load.offered <= 1


@given(places, steps)
def test_who_is_away_or_with_a_room_holds_nobody(places, steps):
    for _, one in walked(places, steps):
        if one.availability is Availability.AWAY:
            assert one.load.offered == one.load.talking == 0  # what is not written up waits
        elif one.availability not in (Availability.READY, Availability.GOING):
            assert one.load == NOTHING
        if one.availability is Availability.GOING:
            assert one.load.offered == 0


@given(places, steps)
def test_nobody_goes_away_from_somebody_they_talk_with(places, steps):
    talking = 0
    for step, one in walked(places, steps):
        if step in (DutyStep.REST, DutyStep.GO_OFF, DutyStep.HOST):
            assert talking == 0
        talking = one.load.talking


@given(steps)
def test_with_one_place_there_is_one_thing_at_a_time(steps):
    for _, one in walked(1, steps):
        unwritten = one.availability is Availability.AWAY and one.load.wrapping
        assert one.load.total == (one.state in BUSY or unwritten)


def test_a_peer_with_two_places_talks_with_one_and_is_asked_about_another():
    talking = after(duty(2), DutyStep.OFFER, DutyStep.ACCEPT)
    assert (talking.state, talking.is_free) == (DutyState.TALKING, True)
    both = after(talking, DutyStep.OFFER, DutyStep.ACCEPT)
    assert (both.load, both.is_free) == (Load(talking=2), False)
    with pytest.raises(StepNotAllowed):
        both.after(DutyStep.OFFER)


def test_whoever_decides_about_one_is_not_asked_about_another():
    with pytest.raises(StepNotAllowed):
        after(duty(3), DutyStep.OFFER, DutyStep.OFFER)


def test_nobody_new_comes_before_the_last_one_is_written_up():
    wrapping = after(duty(3), DutyStep.OFFER, DutyStep.ACCEPT, DutyStep.FINISH)
    assert not wrapping.is_free
    assert wrapping.after(DutyStep.WRITE).is_free


def test_who_talks_and_would_rest_ends_that_first_and_takes_nobody_new():
    talking = after(duty(2), DutyStep.OFFER, DutyStep.ACCEPT)
    going = talking.after(talking.to_rest())
    assert (going.availability, going.state) == (Availability.GOING, DutyState.TALKING)
    assert not (going.is_free or going.takes_on)
    written = after(going, DutyStep.FINISH, DutyStep.WRITE)
    assert written.after(written.when_written(DutyStep.REST)).state is DutyState.BREAK


def test_of_several_that_are_written_up_the_last_one_says_what_follows():
    one = duty(2, load=Load(talking=0, wrapping=2)).after(DutyStep.WRITE)
    assert one.when_written(DutyStep.GO_READY) is None
    going = one.after(one.when_written(DutyStep.REST)).after(DutyStep.WRITE)
    assert going.load == NOTHING
    assert going.after(going.when_written(DutyStep.GO_READY)).state is DutyState.READY
    assert going.after(going.when_written(DutyStep.REST)).state is DutyState.BREAK


def test_who_goes_on_without_writing_is_free():
    wrapping = duty(1, load=Load(wrapping=1))
    assert wrapping.after(DutyStep.GO_READY).is_free

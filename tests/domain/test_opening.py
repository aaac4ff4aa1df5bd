"""When the line is open."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.intake import Pause, PauseReason
from server.domain.opening import Closed, Doorway, Staffing, closed_because, pairing_paused
from server.domain.refusal import Code, Refusal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAUSE = Pause(PauseReason.BUSY, "mona", NOON)
counts = st.integers(0, 50)
staffings = st.builds(Staffing, moderators=counts, peers=counts, waiting=counts)


@given(staffings, st.integers(1, 60))
def test_without_a_moderator_the_line_does_not_open_whatever_else_is_true(staffing, limit):
    closed = closed_because(staffing, limit)
    assert (closed is Closed.NO_MODERATOR) == (staffing.moderators == 0)
    assert pairing_paused(staffing) == (staffing.moderators == 0)


@given(staffings, st.integers(1, 60))
def test_the_line_is_open_with_a_moderator_a_peer_and_room_in_the_queue(staffing, limit):
    room = staffing.waiting < limit
    assert (closed_because(staffing, limit) is None) == bool(
        staffing.moderators and staffing.peers and room
    )


def test_a_full_queue_is_told_apart_from_a_line_without_peers():
    assert closed_because(Staffing(1, 1, 5), 5) is Closed.FULL
    assert closed_because(Staffing(1, 0, 5), 5) is Closed.NO_PEER


@given(staffings, st.integers(1, 60))
def test_a_pause_lets_nobody_in_and_pairs_on(staffing, limit):
    paused = replace(staffing, pause=PAUSE)
    assert closed_because(paused, limit) is not None
    assert pairing_paused(paused) == pairing_paused(staffing)


@given(staffings, st.integers(1, 60))
def test_nobody_passes_a_closed_door_and_everybody_an_open_one(staffing, limit):
    doorway, closed = Doorway(limit, NOON), closed_because(staffing, limit)
    if closed is None:
        doorway.pass_through(staffing)
        return
    with pytest.raises(Refusal) as refused:
        doorway.pass_through(staffing)
    assert (refused.value.code is Code.FULL) == (closed is Closed.FULL)

"""When the line is open."""

from hypothesis import given
from hypothesis import strategies as st

from server.domain.opening import Closed, Staffing, closed_because, pairing_paused

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

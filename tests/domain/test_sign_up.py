"""Who is late, and when the line opens by what people signed up for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from server.domain.session import Role
from server.domain.sign_up import SignUp, SignUpState, opens

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PATIENCE = timedelta(minutes=5)


def hours(n):
    return NOON + timedelta(hours=n)


def signed_up(role, start, end, state=SignUpState.TAKEN):
    name = f"{role}-{start}"
    return SignUp(
        name, "b", date(2026, 3, 1), hours(start), hours(end), role, name, name, state=state
    )


def peer(start, end):
    return signed_up(Role.PEER, start, end)


def moderator(start, end):
    return signed_up(Role.MODERATOR, start, end)


def test_it_opens_when_both_a_peer_and_a_moderator_are_there():
    assert opens([peer(1, 4), moderator(2, 4)], NOON) == hours(2)
    assert opens([peer(3, 4), moderator(2, 4)], NOON) == hours(3)


def test_it_does_not_open_with_peers_alone_or_with_people_who_miss_each_other():
    assert opens([peer(1, 4)], NOON) is None
    assert opens([peer(1, 2), moderator(2, 4)], NOON) is None


def test_what_has_begun_is_no_promise_the_next_one_is():
    """They should be here now and nobody is: a time in the past would say nothing."""
    assert opens([peer(-1, 1), moderator(-1, 1)], NOON) is None
    later = [peer(-1, 1), moderator(-1, 1), peer(5, 6), moderator(5, 6)]
    assert opens(later, NOON) == hours(5)


@pytest.mark.parametrize(
    ("minutes", "state", "late"),
    [
        (4, SignUpState.TAKEN, False),
        (5, SignUpState.TAKEN, True),
        (59, SignUpState.TAKEN, True),
        (60, SignUpState.TAKEN, False),
        (30, SignUpState.PRESENT, False),
        (30, SignUpState.ENDED, False),
    ],
)
def test_late_is_who_has_not_come_while_the_shift_is_on(minutes, state, late):
    one = signed_up(Role.PEER, 0, 1, state)
    assert one.late(NOON + timedelta(minutes=minutes), PATIENCE) is late

"""Since when somebody has been at work without a break."""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.breaks import Breaks
from server.domain.duty import Availability, Duty
from server.domain.session import Role

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
BREAKS = Breaks(90 * MINUTE, 15 * MINUTE, 5 * MINUTE)


def duty(availability, since=NOON, worked_from=NOON - 60 * MINUTE):
    return Duty("pat", Role.PEER, "Pat", availability, since, NOON, worked_from=worked_from)


@pytest.mark.parametrize("rest", [Availability.BREAK, Availability.OFF])
def test_after_a_break_the_time_begins_anew(rest):
    assert BREAKS.worked_from(duty(rest), NOON + 5 * MINUTE) == NOON + 5 * MINUTE


@pytest.mark.parametrize("rest", [Availability.BREAK, Availability.OFF])
def test_a_lost_line_or_two_minutes_are_no_break(rest):
    assert BREAKS.worked_from(duty(rest), NOON + 4 * MINUTE) == NOON - 60 * MINUTE


@pytest.mark.parametrize("busy", [Availability.READY, Availability.AWAY, Availability.GOING])
def test_who_was_at_work_or_away_from_the_page_goes_on_counting(busy):
    assert BREAKS.worked_from(duty(busy), NOON + 60 * MINUTE) == NOON - 60 * MINUTE


def test_who_comes_for_the_first_time_begins_now():
    assert BREAKS.worked_from(duty(Availability.OFF, worked_from=None), NOON) == NOON

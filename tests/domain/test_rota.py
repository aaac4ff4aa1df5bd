"""Shifts keep their time on the clock, whatever the clock does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.rota import Block, Rota, monday_of
from server.domain.session import Role

LONDON = ZoneInfo("Europe/London")
NEW_YORK = ZoneInfo("America/New_York")
DAILY = frozenset(range(7))


def rota(zone, starts, ends):
    block = Block("b", "B", DAILY, time.fromisoformat(starts), time.fromisoformat(ends), {})
    return Rota(zone, (block,))


def on(zone, starts, ends, day):
    (shift,) = rota(zone, starts, ends).on(date.fromisoformat(day))
    return shift


def local(shift, zone):
    return [f"{at.astimezone(zone):%d %H:%M}" for at in (shift.starts_at, shift.ends_at)]


def length(shift):
    return shift.ends_at - shift.starts_at


FORWARD = [(LONDON, "2026-03-29"), (NEW_YORK, "2026-03-08")]
BACK = [(LONDON, "2026-10-25"), (NEW_YORK, "2026-11-01")]


@pytest.mark.parametrize(("zone", "day"), [*FORWARD, *BACK])
def test_a_series_keeps_its_time_on_the_clock(zone, day):
    week = timedelta(weeks=1)
    around = [date.fromisoformat(day) + n * week for n in (-1, 0, 1)]
    shifts = [rota(zone, "18:00", "22:00").find("b", one) for one in around]
    assert {f"{one.starts_at.astimezone(zone):%H:%M}" for one in shifts} == {"18:00"}
    assert len({one.starts_at.time() for one in shifts}) == 2  # in UTC it moved


@pytest.mark.parametrize(("zone", "day"), FORWARD)
def test_the_night_the_clocks_go_forward_is_an_hour_shorter(zone, day):
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    shift = on(zone, "22:00", "04:00", before)
    assert local(shift, zone) == [f"{before[-2:]} 22:00", f"{day[-2:]} 04:00"]
    assert length(shift) == timedelta(hours=5)


@pytest.mark.parametrize(("zone", "day"), BACK)
def test_the_night_the_clocks_go_back_is_an_hour_longer(zone, day):
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    assert length(on(zone, "22:00", "04:00", before)) == timedelta(hours=7)


def test_a_shift_over_midnight_belongs_to_the_day_on_which_it_begins():
    shift = on(LONDON, "22:00", "02:00", "2026-06-05")
    assert shift.day == date(2026, 6, 5)
    assert local(shift, LONDON) == ["05 22:00", "06 02:00"]


@pytest.mark.parametrize(
    ("zone", "day", "starts", "ends"),
    [(LONDON, "2026-03-29", "01:00", "02:00"), (NEW_YORK, "2026-03-08", "02:00", "03:00")],
)
def test_a_shift_that_the_clocks_skip_does_not_take_place(zone, day, starts, ends):
    assert list(rota(zone, starts, ends).on(date.fromisoformat(day))) == []


@pytest.mark.parametrize(
    ("zone", "day", "at", "minutes"),
    [
        (LONDON, "2026-03-29", "2026-03-29 01:00", 60),
        (LONDON, "2026-10-25", "2026-10-25 01:00", -60),
        (NEW_YORK, "2026-03-08", "2026-03-08 07:00", 60),
        (NEW_YORK, "2026-11-01", "2026-11-01 06:00", -60),
    ],
)
def test_the_week_in_which_the_clocks_change_says_when(zone, day, at, minutes):
    monday = monday_of(date.fromisoformat(day))
    found = rota(zone, "18:00", "22:00").clock_change(monday)
    assert found.at == datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert found.by == timedelta(minutes=minutes)


@pytest.mark.parametrize("zone", [LONDON, NEW_YORK])
def test_other_weeks_say_nothing(zone):
    assert rota(zone, "18:00", "22:00").clock_change(date(2026, 6, 1)) is None


TIMES = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


@given(
    st.sampled_from([LONDON, NEW_YORK, ZoneInfo("Asia/Kolkata"), ZoneInfo("Australia/Lord_Howe")]),
    TIMES,
    TIMES,
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
)
def test_no_shift_is_empty_or_longer_than_a_day_with_an_hour_more(zone, starts, ends, day):
    block = Block("b", "B", DAILY, starts, ends, {Role.PEER: 1})
    for shift in Rota(zone, (block,)).week(monday_of(day)):
        assert timedelta() < length(shift) <= timedelta(hours=25)

"""When the next opening hours begin."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from config.hours import DAYS, Hours, Span
from tests.config.test_directory import MOMENTS, TIMES

LONDON = ZoneInfo("Europe/London")
SPANS = st.lists(
    st.builds(
        Span, TIMES, TIMES, st.sets(st.sampled_from(DAYS), min_size=1).map(lambda days: (*days,))
    ),
    min_size=1,
    max_size=3,
)
EVENINGS = Hours(
    time_zone="Europe/London",
    spans=(Span(opens="18:00", closes="22:00", days=("mon", "tue", "wed", "thu", "fri")),),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_on_friday_night_it_is_monday_evening() -> None:
    assert EVENINGS.next_opening(at("2026-11-20 21:00")) == at("2026-11-23 18:00")
    assert EVENINGS.next_opening(at("2026-11-23 17:59")) == at("2026-11-23 18:00")


def test_the_clocks_go_forward_and_it_is_still_six_in_the_evening() -> None:
    found = EVENINGS.next_opening(at("2026-03-28 12:00"))
    assert found == datetime(2026, 3, 30, 17, tzinfo=UTC)


def test_what_is_always_open_never_opens() -> None:
    assert Hours(always=True).next_opening(at("2026-11-20 21:00")) is None


@given(MOMENTS, SPANS)
def test_it_lies_ahead_within_a_week_and_nothing_opens_before_it(at, spans) -> None:
    hours = Hours(time_zone="Asia/Tokyo", spans=tuple(spans))
    found = hours.next_opening(at)
    assert found is not None
    assert at < found <= at + timedelta(days=7)
    assert hours.open_at(found)
    between = (found - at) / 7
    assert all(hours.next_opening(at + n * between) == found for n in range(7))

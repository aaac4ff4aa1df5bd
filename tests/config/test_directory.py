"""The directory: numbers that can be dialled, hours that are right, an order that stays."""

import datetime as dt
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.dialling import diallable
from config.directory import Directory, is_open, load_directory, stale
from config.files import BadConfig
from config.hours import DAYS, Hours, Span, read_hours
from config.places import ROOT
from config.resources import load_country

DIRECTORY = load_directory(ROOT / "config")
CONTACTS = [
    (one, contact) for one in DIRECTORY.resources for contact in one.contacts if contact.dial
]
UNLISTED = {("BR", "188"), ("IN", "14416"), ("KR", "109"), ("PH", "1553")}

NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 366 * 1440).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
TIMES = st.times().map(lambda time: f"{time:%H:%M}")


def test_every_number_can_be_dialled_in_its_country_but_four_that_are_explained() -> None:
    refused = {
        (one.country, contact.dial)
        for one, contact in CONTACTS
        if not diallable(contact.dial or "", one.country)
    }
    explained = {(one.country, contact.dial) for one, contact in CONTACTS if contact.dial_unlisted}
    assert refused == explained == UNLISTED


def test_the_directory_holds_all_that_was_imported() -> None:
    assert len(DIRECTORY.resources) == 21
    assert len({one.country for one in DIRECTORY.resources}) == 15
    assert len(DIRECTORY.regions) == 240


def test_every_resource_names_its_source_and_when_it_was_checked() -> None:
    for one in DIRECTORY.resources:
        assert one.source.startswith("https://")
        assert one.checked_on == dt.date(2026, 6, 2)


def test_a_country_shows_only_its_own_lines() -> None:
    found = DIRECTORY.find(country="GB")
    assert [one.id for one in found] == ["gb-samaritans", "gb-shout-crisis-text-line"]
    assert DIRECTORY.find(country="FI") == ()


def test_lines_in_the_visitors_language_come_first() -> None:
    first, *rest = DIRECTORY.find(country="JP", language="en-GB")
    assert first.id == "jp-tell-lifeline"
    assert [one.id for one in rest] == ["jp-yorisoi-hotline", "jp-inochi-no-denwa"]


def test_open_lines_come_before_closed_ones() -> None:
    sunday = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Kolkata"))
    monday = sunday + timedelta(days=1)
    assert DIRECTORY.find(country="IN", open_at=sunday)[-1].id == "in-icall"
    assert DIRECTORY.find(country="IN", open_at=monday)[0].id == "in-icall"


def test_topic_and_words_narrow_the_search() -> None:
    young = {one.id for one in DIRECTORY.find(topic="youth")}
    assert young == {
        "gb-shout-crisis-text-line",
        "us-crisis-text-line",
        "ru-childrens-crisis-hotline",
    }
    assert [one.id for one in DIRECTORY.find(text="CRISIS text us")] == ["us-crisis-text-line"]
    assert [one.id for one in DIRECTORY.find(text="いのち")] == ["jp-inochi-no-denwa"]


@given(st.permutations(DIRECTORY.resources), MOMENTS, st.sampled_from(["en", "pt", None]))
def test_the_order_does_not_depend_on_the_files(resources, at, language) -> None:
    shuffled = Directory.of(tuple(resources), DIRECTORY.regions)
    search = {"language": language, "open_at": at}
    assert shuffled.find(**search) == DIRECTORY.find(**search)


def test_an_entry_is_stale_after_180_days() -> None:
    one = DIRECTORY.find(country="GB")[0]
    assert not stale(one, one.checked_on + timedelta(days=180))
    assert stale(one, one.checked_on + timedelta(days=181))


def test_an_unknown_id_is_nothing() -> None:
    assert DIRECTORY.resource("gb-nobody") is None


def test_the_number_for_everything_comes_first() -> None:
    assert DIRECTORY.emergency("US") == ("911", "112")
    assert DIRECTORY.emergency("GB") == ("999", "112")
    assert DIRECTORY.emergency("DE") == ("112", "110")
    assert DIRECTORY.emergency("FR")[0] == "112"
    assert DIRECTORY.emergency("JP") == ("110", "119")
    assert DIRECTORY.emergency("QQ") == ()


def test_no_region_offers_the_same_number_twice() -> None:
    for region in DIRECTORY.regions:
        numbers = DIRECTORY.emergency(region)
        assert len(numbers) == len(set(numbers)) > 0


def test_a_night_line_is_open_past_midnight() -> None:
    line = DIRECTORY.find(country="BD")[0]
    dhaka = ZoneInfo("Asia/Dhaka")
    assert is_open(line, datetime(2026, 11, 23, 2, 59, tzinfo=dhaka)) is True
    assert is_open(line, datetime(2026, 11, 23, 3, 0, tzinfo=dhaka)) is False
    assert is_open(line, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) is True


def test_a_line_that_answers_all_day_once_a_month_is_open_then() -> None:
    line = DIRECTORY.resource("jp-inochi-no-denwa")
    assert line
    tokyo = ZoneInfo("Asia/Tokyo")
    assert is_open(line, datetime(2026, 11, 10, 9, tzinfo=tokyo)) is True
    assert is_open(line, datetime(2026, 11, 11, 7, 59, tzinfo=tokyo)) is True
    assert is_open(line, datetime(2026, 11, 11, 8, 0, tzinfo=tokyo)) is False
    assert is_open(line, datetime(2026, 11, 11, 20, 59, tzinfo=tokyo)) is True


def test_hours_that_cannot_be_read_are_unknown_not_closed() -> None:
    assert read_hours("Weekdays in term time", "GB") is None
    assert read_hours("Daily 10:00–12:00 IST", "IE") is None
    assert read_hours("Daily 10:00–12:00 JST; sometimes later", "JP") is None


def test_every_published_time_in_the_directory_was_read() -> None:
    assert all(contact.open for one in DIRECTORY.resources for contact in one.contacts)


@given(MOMENTS, TIMES, TIMES, st.sets(st.sampled_from(DAYS), min_size=1))
def test_a_weekly_span_is_open_in_the_minutes_that_follow_its_opening(at, opens, closes, days):
    hours = Hours(time_zone="Asia/Tokyo", spans=(Span(opens, closes, days=tuple(days)),))
    local = at.astimezone(ZoneInfo("Asia/Tokyo"))
    start, end = (int(text[:2]) * 60 + int(text[3:]) for text in (opens, closes))
    length = (end - start) % 1440 or 1440
    expected = False
    for back in (0, 1):
        day = local - timedelta(days=back)
        since = (local.hour * 60 + local.minute - start) + back * 1440
        expected |= DAYS[day.weekday()] in days and 0 <= since < length
    assert hours.open_at(at) is expected


@given(st.sampled_from(DAYS), st.sampled_from(DAYS), TIMES, TIMES)
def test_published_weekly_hours_are_read_as_written(first, last, opens, closes) -> None:
    read = read_hours(f"{first.title()}–{last.title()} {opens}–{closes} JST", "JP")
    assert read
    (span,) = read.spans
    assert (span.days[0], span.days[-1]) == (first, last)
    assert (span.opens, span.closes) == (opens, closes)


BROKEN = """source = "us"
licence = "ours"
note = "none"

[[resources]]
id = "gb-one"
country = "GB"
name = "One"
topics = ["youth"]
website = "http://plain.example"
source = "us"
checked_on = 2026-13-45
"""

WRONG = """source = "us"
licence = "ours"
note = "none"

[[resources]]
id = "us-one"
country = "US"
name = "One"
topics = ["youth"]
website = "https://plain.example"
source = "us"
checked_on = 2026-06-02

[[resources.contacts]]
method = "phone"
languages = ["en"]

[[resources.contacts]]
method = "chat"
languages = ["en"]
open.time_zone = "Europe/Lundon"
open.spans = [
  { opens = "09:00", closes = "17:00" },
]

[[resources.contacts]]
method = "sms"
dial = "00"
languages = ["en"]
"""


def told(path: Path) -> list[str]:
    with pytest.raises(BadConfig) as bad:
        load_country(path)
    return [one.removeprefix(f"{path}:") for one in bad.value.problems]


def test_a_date_that_does_not_exist_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gb.toml"
    path.write_text(BROKEN, encoding="utf-8")
    (problem,) = told(path)
    assert problem.startswith("12: not valid TOML")


def test_every_wrong_contact_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gb.toml"
    path.write_text(WRONG, encoding="utf-8")
    lines = [int(one.split(":")[0]) for one in told(path)]
    assert lines == [6, 7, 14, 18, 21, 23, 28]

"""Lines of the directory: open on holidays or not known, for some ages, under topics that exist."""

import datetime as dt
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from config.directory import Directory, load_directory
from config.everything import load
from config.files import BadConfig
from config.hours import Hours, Span
from config.places import ROOT

BERLIN = ZoneInfo("Europe/Berlin")
CHRISTMAS = dt.date(2026, 12, 25)  # a Friday
WORKDAYS = (Span("09:00", "17:00", days=("mon", "tue", "wed", "thu", "fri")),)
NIGHTS = (Span("22:00", "06:00", days=("thu", "fri")),)

LINE = """
source = "x"
licence = "x"
note = "x"
holidays = [2026-12-25]

[[resources]]
id = "de-a"
country = "DE"
name = "A"
topics = ["youth"]
website = "https://a.example"
source = "https://a.example"
checked_on = 2026-06-02
accepts = { from_age = 12, to_age = 25, conditions = ["Only by post code."] }

[[resources.contacts]]
method = "phone"
dial = "08001110111"
languages = ["de"]
hours = "Mon–Fri 9–17, not on public holidays"
[resources.contacts.open]
time_zone = "Europe/Berlin"
on_holidays = "closed"
spans = [{ days = ["mon", "tue", "wed", "thu", "fri"], opens = "09:00", closes = "17:00" }]
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def hours(**more) -> Hours:
    return Hours(time_zone="Europe/Berlin", spans=WORKDAYS, **more)


@pytest.mark.parametrize(
    ("known", "says"), [("open", True), ("closed", False), (None, None)], ids=str
)
def test_on_a_public_holiday_it_is_open_closed_or_not_known(known, says) -> None:
    noon, evening = at("2026-12-25 12:00"), at("2026-12-25 20:00")
    assert hours(on_holidays=known).open_at(noon, {CHRISTMAS}) is says
    assert hours(on_holidays=known).open_at(evening, {CHRISTMAS}) is False
    assert hours(on_holidays=known).open_at(noon) is True


def test_a_night_that_began_before_the_holiday_ends_in_it() -> None:
    night = Hours(time_zone="Europe/Berlin", spans=NIGHTS, on_holidays="closed")
    assert night.open_at(at("2026-12-25 05:00"), {CHRISTMAS}) is True
    assert night.open_at(at("2026-12-25 23:00"), {CHRISTMAS}) is False
    assert night.open_at(at("2026-12-26 05:00"), {CHRISTMAS}) is False


def test_the_holiday_is_that_of_their_zone_not_of_ours() -> None:
    tokyo = datetime(2026, 12, 25, 0, 30, tzinfo=ZoneInfo("Asia/Tokyo"))  # 24 December in Berlin
    assert hours(on_holidays="closed").open_at(tokyo, {CHRISTMAS}) is True


def test_closed_days_hold_for_what_is_always_open_and_for_the_next_opening() -> None:
    always = Hours(always=True, closed_on=(CHRISTMAS,))
    assert [always.open_at(datetime(2026, 12, day, 12, tzinfo=dt.UTC)) for day in (24, 25)] == [
        True,
        False,
    ]
    closed = hours(closed_on=(CHRISTMAS,))
    assert closed.next_opening(at("2026-12-24 18:00")) == at("2026-12-28 09:00")


@pytest.fixture
def german(tmp_path: Path):
    """Loads a directory with this one country."""

    def loaded(text: str) -> Directory:
        shutil.copy(ROOT / "config" / "directory.toml", tmp_path)
        shutil.copy(ROOT / "config" / "emergency.toml", tmp_path)
        (tmp_path / "resources").mkdir(exist_ok=True)
        (tmp_path / "resources" / "de.toml").write_text(text, encoding="utf-8")
        return load_directory(tmp_path)

    return loaded


def test_the_holidays_of_the_country_close_its_lines(german) -> None:
    (line,) = german(LINE).resources
    (contact,) = line.contacts
    assert contact.open_at(at("2026-12-25 12:00"), line.holidays) is False
    assert (line.accepts.from_age, line.accepts.to_age) == (12, 25)


def test_who_asks_for_no_topic_gets_the_lines_for_everybody_first(german) -> None:
    other = LINE.split("[[resources]]")[1].replace("de-a", "de-z").replace('"A"', '"Z"')
    other = "\n".join(one for one in other.splitlines() if not one.startswith("accepts"))
    directory = german(f"{LINE}\n[[resources]]{other}")
    assert [one.id for one in directory.find(country="DE")] == ["de-z", "de-a"]
    assert [one.id for one in directory.find(country="DE", topic="youth")] == ["de-a", "de-z"]


def test_lines_for_people_anywhere_come_after_all_of_the_country(german, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    zz = LINE.replace("de-a", "zz-a").replace('"DE"', '"ZZ"').replace('"phone"', '"chat"')
    zz = zz.replace('dial = "08001110111"', 'url = "https://anywhere.example/"')
    (tmp_path / "resources" / "zz.toml").write_text(zz, encoding="utf-8")
    late = at("2026-12-24 23:00")
    directory = german(LINE.replace('["de"]', '["xx"]'))
    found = directory.find(country="DE", language="de", open_at=late)
    assert [one.id for one in found] == ["de-a", "zz-a"]
    assert [one.id for one in directory.find(country="FI")] == ["zz-a"]


def test_every_wrong_line_is_told(german, tmp_path: Path) -> None:
    text = (
        LINE.replace('"youth"', '"yuoth"')
        .replace("from_age = 12", "from_age = 30")
        .replace('"Europe/Berlin"', '"Berlin"')
    )
    with pytest.raises(BadConfig) as bad:
        german(text)
    told = [one.removeprefix(f"{tmp_path}/resources/de.toml:") for one in bad.value.problems]
    wrong = ("yuoth", "from_age", "Berlin")
    lines = text.splitlines()
    expected = [next(n for n, line in enumerate(lines, 1) if word in line) for word in wrong]
    assert [int(one.split(":")[0]) for one in told] == expected


def test_a_path_that_names_no_topic_of_the_directory_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    shutil.copytree(ROOT / "config", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    paths = folder / "paths.toml"
    text = paths.read_text(encoding="utf-8").replace('["youth"]', '["young"]')
    paths.write_text(text, encoding="utf-8")
    line = text.splitlines().index('topics = ["young"]') + 1
    with pytest.raises(BadConfig) as bad:
        load(folder)
    assert bad.value.problems[0].startswith(f"{paths}:{line}: there is no topic 'young'")

"""A report from what really happened, and a forecast from the same."""

import datetime as dt
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.contract import report_requests as ask
from server.domain.forecast import Goal
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.reporting import Reporting
from server.services.shifts.rota import rota_of
from server.stores.happenings import SqlHappenings
from server.stores.shifts.signing_up import SqlShifts
from server.stores.tables.exposure import exposures
from server.stores.tables.house import waits
from tests.services.people import EVERYTHING
from tests.stores.line import insert_rows

MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))
CLOCKS = {Level(level): clock for level, clock in EVERYTHING.ladder.clocks().items()}


@pytest.fixture
def reporting(house):
    return Reporting(
        SqlHappenings(house.db).since,
        SqlShifts(house.db).between,
        rota_of(EVERYTHING.shifts),
        CLOCKS,
        Goal(timedelta(minutes=5), 0.9),
        timedelta(minutes=3),
        house.clock,
    )


async def came(house, times, *, answered=True, language="en", topic="loss", days_ago=7):
    """So many who came on the Sunday before at 18:00 UTC, and waited two minutes."""
    ended = house.clock().replace(hour=18, minute=2) - timedelta(days=days_ago)
    row = {"ended_at": ended, "hour": 18, "seconds": 120, "answered": answered}
    for _ in range(times):
        await insert_rows(house, waits, language=language, topic=topic, **row)


async def talked(house, minutes):
    at = house.clock() - timedelta(days=7)
    ended = at + timedelta(minutes=minutes)
    await insert_rows(house, exposures, staff="pat", level=0, began_at=at, ended_at=ended)


def cells(tables, title, label):
    (found,) = [one for one in tables if one.title == title]
    return next(row.cells for row in found.rows if row.label == label)


async def test_waits_are_told_by_language_and_small_ones_are_not(house, reporting):
    await came(house, 12)
    await came(house, 3, language="fr")
    tables = await reporting.tables(28)
    assert cells(tables, "Waits by language", "fr")[0] is None
    assert cells(tables, "Waits by language", "en")[0] is None  # else French would follow from it
    assert cells(tables, "Waits by language", "total")[0] == 15
    await came(house, 9, language="de")
    tables = await reporting.tables(28)
    assert cells(tables, "Waits by language", "en") == (12, None, 2.0)


async def test_what_happened_before_is_left_out(house, reporting):
    await came(house, 12, days_ago=21)
    assert cells(await reporting.tables(7), "Waits by language", "total")[0] is None


async def test_the_forecast_asks_for_peers_where_people_came(house, reporting):
    await came(house, 24)
    await talked(house, 24 * 40)
    shown = await reporting.show_forecast(MONA, ask.ShowForecast(day=dt.date(2026, 3, 2)))
    assert (shown.enough, shown.handling_minutes, shown.percent) == (True, 43, 90)
    (hour,) = shown.hours
    assert hour.starts_at == dt.datetime(2026, 3, 8, 18, tzinfo=dt.UTC)
    # Six an hour, 43 minutes each: on average 4.3 conversations at once.
    assert (hour.needed, hour.signed_up) == (8, 0)


async def test_too_little_says_nothing(house, reporting):
    await came(house, 19)
    await talked(house, 800)
    shown = await reporting.show_forecast(MONA, ask.ShowForecast())
    assert (shown.enough, shown.hours) == (False, ())


async def test_the_csv_hides_what_the_page_hides(house, reporting):
    await came(house, 12)
    await came(house, 3, language="fr")
    shown = await reporting.show_report(MONA, ask.ShowReport())
    assert '"Waits by language","fr","","",""' in shown.csv
    assert '"3"' not in shown.csv

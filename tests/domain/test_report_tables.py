"""What a report says, from facts."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from moderation.verdict import Level
from server.domain.happened import Came, Felt, Flagged, Happened
from server.domain.report_tables import report, text

AT = datetime(2026, 7, 1, 17, 30, tzinfo=UTC)  # 18:30 in London
MINUTE = timedelta(minutes=1)
CLOCKS = dict.fromkeys(Level, 2 * MINUTE)
NOTHING = {"came": (), "flagged": (), "referrals": (), "felt": (), "talked": timedelta()}


def tables(**happened):
    found = report(Happened(**{**NOTHING, **happened}), ZoneInfo("Europe/London"), CLOCKS)
    return {one.title: {row.label: row.cells for row in one.rows} for one in found}


def came(minutes, *, answered=True, topic=None):
    return Came(AT, "en", topic, minutes * MINUTE, answered)


def flagged(level, *minutes):
    claimed = (None if one is None else one * MINUTE for one in minutes)
    return [Flagged(AT, Level(level), one) for one in claimed]


def test_a_median_wait_is_of_those_who_were_answered():
    people = [came(n) for n in (1, 2, 3, 4, 50)] + [came(9, answered=False)] * 6
    assert tables(came=tuple(people))["Waits by language"]["en"] == (5, 6, 3.0)


def test_hours_are_on_the_clock_of_the_service():
    shown = tables(came=tuple(came(1) for _ in range(8)))["Waits by hour"]
    assert shown == {"18:00": (8, None), "total": (8, None)}


def test_a_flag_that_nobody_claimed_is_not_inside_the_clock():
    found = flagged(2, 1, 1, 1, 1, 1, 1, 3, None) + flagged(3, *[1] * 7)
    shown = tables(flagged=tuple(found))["Time to claim by level"]
    assert shown["L2"] == (8, 1.0, 75)
    assert shown["L3"] == (7, 1.0, 100)
    assert "L4" not in shown


def test_distress_before_and_after_stand_side_by_side():
    felt = tuple(Felt("en", "loss", 8, after) for after in (4, 5, 5, 6, 7))
    assert tables(felt=felt)["Distress by topic"]["loss"] == (5, 8, 5.4)


def test_the_outcomes_of_referrals_are_counted():
    shown = tables(referrals=("confirmed",) * 9 + ("declined",) * 6)["Referrals"]
    assert (shown["confirmed"], shown["total"]) == ((9,), (15,))


def test_a_report_about_nothing_shows_nothing():
    assert all(cell is None for one in tables().values() for row in one.values() for cell in row)


def test_a_terminal_shows_dashes_for_what_is_hidden():
    found = report(Happened(**{**NOTHING, "came": (came(2),) * 7}), ZoneInfo("UTC"), CLOCKS)
    lines = "\n".join(text(found)).splitlines()
    assert lines[1] == "Waits by language"
    assert lines[3].split() == ["en", "7", "–", "2"]

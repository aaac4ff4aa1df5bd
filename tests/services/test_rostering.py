"""The week as people see it, and who is there."""

import datetime as dt
from datetime import timedelta

import pytest

from config.shifts import Shifts as Table
from server.contract import shift_requests as ask
from server.domain.feed import Looks
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.sign_up import SignUpState
from server.domain.staff import StaffMember
from server.services.shifts.rostering import Rostering
from server.services.shifts.rota import rota_of
from server.services.shifts.subscribing import Subscribing
from server.stores.accounts.staff import SqlTeam
from server.stores.shifts.calendars import SqlCalendars
from server.stores.shifts.signing_up import SqlShifts
from server.stores.shifts.swaps import SqlSwaps
from tests.services.people import EVERYTHING

PAT = StaffMember("pat", "Pat", (Role.PEER,))
ASH = StaffMember("ash", "Ash", (Role.PEER, Role.MODERATOR))
MONA = StaffMember("mona", "Mona", (Role.MODERATOR,))
TODAY = dt.date(2026, 3, 1)  # a Sunday, at noon
TOMORROW = dt.date(2026, 3, 2)
TABLE: Table = EVERYTHING.shifts


@pytest.fixture
async def rostering(house):
    for one in (PAT, ASH, MONA):
        await house.employed(one.id)
    return Rostering(
        rota=rota_of(TABLE),
        table=TABLE,
        shifts=SqlShifts(house.db),
        swaps=SqlSwaps(house.db),
        calendars=SqlCalendars(house.db),
        team=SqlTeam(house.db).everybody,
        now=house.clock,
        new_id=house.new_id,
    )


async def takes(rostering, who, day=TOMORROW, role=Role.PEER, weeks=1):
    await rostering.take(who, ask.TakeShift(block="evening", day=day, role=role, weeks=weeks))


async def evening(rostering, who=PAT, day=TOMORROW):
    week = await rostering.week(who, ask.ShowWeek(day=day))
    (card,) = [one for one in week.shifts if (one.block, one.day) == ("evening", day)]
    return card


def missing(card):
    return {need.role: need.missing for need in card.needs}


async def test_a_gap_is_what_is_missing_of_the_least(rostering):
    await takes(rostering, PAT)
    card = await evening(rostering)
    assert missing(card) == {Role.PEER: 1, Role.MODERATOR: 1}
    (one,) = card.people
    assert (one.name, one.mine, one.state) == ("Pat", True, SignUpState.TAKEN)
    await takes(rostering, ASH)
    await takes(rostering, MONA, role=Role.MODERATOR)
    assert missing(await evening(rostering, MONA)) == {Role.PEER: 0, Role.MODERATOR: 0}


async def test_a_series_is_there_each_week_as_far_as_people_may_sign_up(rostering):
    await takes(rostering, PAT, weeks=52)
    mine = await rostering.mine(PAT, ask.ShowMyShifts())
    assert len(mine.shifts) == TABLE.weeks_ahead
    assert {f"{one.starts_at:%a}" for one in mine.shifts} == {"Mon"}
    # The clocks go forward on the 29th: six in the evening is five in UTC from then on.
    assert {one.starts_at.hour for one in mine.shifts} == {18, 17}


async def test_the_week_says_when_the_clocks_change(rostering):
    week = await rostering.week(PAT, ask.ShowWeek(day=dt.date(2026, 3, 25)))
    assert (week.clocks.before, week.clocks.after) == ("01:00", "02:00")
    assert (week.clocks.day, week.zone) == (dt.date(2026, 3, 29), "Europe/London")
    assert (await rostering.week(PAT, ask.ShowWeek())).clocks is None


async def test_this_week_begins_on_its_monday(rostering):
    assert (await rostering.week(PAT, ask.ShowWeek())).monday == dt.date(2026, 2, 23)


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (TOMORROW, Role.MODERATOR),
        (TOMORROW, Role.ADMINISTRATOR),
        (TODAY + timedelta(weeks=60), Role.PEER),
    ],
)
async def test_what_is_not_there_for_somebody_cannot_be_taken(rostering, day, role):
    with pytest.raises(Refusal, match=Code.NOT_FOUND):
        await takes(rostering, PAT, day, role)


async def test_what_is_over_cannot_be_taken(rostering):
    with pytest.raises(StepNotAllowed):
        await takes(rostering, PAT, TODAY - timedelta(days=1))


async def test_a_swap_is_shown_to_both_until_it_is_answered(rostering):
    await takes(rostering, PAT)
    (gives,) = (await rostering.mine(PAT, ask.ShowMyShifts())).shifts
    await rostering.ask_swap(PAT, ask.AskSwap(gives=gives.id, colleague="ash"))
    (asked,) = (await rostering.mine(ASH, ask.ShowMyShifts())).swaps
    (asking,) = (await rostering.mine(PAT, ask.ShowMyShifts())).swaps
    assert (asked.mine, asking.mine, asked.asked_by, asked.gives) == (False, True, "Pat", gives)
    await rostering.answer_swap(ASH, ask.AnswerSwap(swap=asked.id, accept=True))
    assert (await rostering.mine(PAT, ask.ShowMyShifts())).shifts == ()
    assert [one.name for one in (await evening(rostering)).people] == ["Ash"]


async def test_moderators_see_who_is_late(house, rostering):
    await takes(rostering, PAT)
    await takes(rostering, ASH)
    house.clock.at = house.clock.at.replace(day=2, hour=18, minute=1)
    await house.ready("ash")
    house.clock.passes(minutes=10)
    now = await rostering.attendance(MONA, ask.ShowAttendance())
    people = {one.name: (one.state, one.late) for card in now.shifts for one in card.people}
    assert people == {"Pat": (SignUpState.TAKEN, True), "Ash": (SignUpState.PRESENT, False)}


async def test_a_block_that_the_rota_no_longer_has_is_shown_all_the_same(house, rostering):
    await takes(rostering, PAT)
    without = Rostering(**{
        **{name: getattr(rostering, name) for name in Rostering.__dataclass_fields__},
        "rota": rota_of(TABLE.__class__(**{**as_fields(TABLE), "blocks": ()})),
    })  # fmt: skip
    week = await without.week(PAT, ask.ShowWeek(day=TOMORROW))
    assert [(card.name, card.people[0].name) for card in week.shifts] == [("evening", "Pat")]


def as_fields(table):
    return {name: getattr(table, name) for name in table.__struct_fields__}


async def test_a_calendar_is_read_with_its_link_until_it_is_ended(house, rostering):
    tokens = iter(("first", "second"))
    feed = Subscribing(
        SqlCalendars(house.db),
        SqlShifts(house.db),
        Looks(TABLE.calendar_title, "chat.example.org", (TABLE.check_in,)),
        "https://chat.example.org",
        house.clock,
        lambda: next(tokens),
    )
    await takes(rostering, PAT)
    link = (await feed.make(PAT, ask.MakeCalendar())).link
    assert link == "https://chat.example.org/calendar/first.ics"
    read = await feed.read("first")
    assert [read.count(f"BEGIN:{part}") for part in ("VEVENT", "VALARM")] == [1, 1]
    await feed.make(PAT, ask.MakeCalendar())
    with pytest.raises(Refusal):
        await feed.read("first")
    await feed.end(PAT, ask.EndCalendar())
    with pytest.raises(Refusal):
        await feed.read("second")


async def test_visitors_read_when_somebody_has_signed_up(house, rostering):
    assert (await house.viewing.door()).opens_at is None
    await takes(rostering, PAT)
    await takes(rostering, MONA, role=Role.MODERATOR)
    house.clock.passes(minutes=2)
    door = await house.viewing.door()
    assert door.opens_at == dt.datetime(2026, 3, 2, 18, tzinfo=dt.UTC)

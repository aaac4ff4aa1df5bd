"""Of a shift that begins soon its owner is told once, outside the page."""

from datetime import date, timedelta

import pytest

from server.domain.session import Role
from server.domain.sign_up import SignUp
from server.services.shifts.reminding import ShiftReminding
from server.stores.shifts.reminders import SqlReminders
from server.stores.shifts.signing_up import SqlShifts

BEFORE = timedelta(minutes=30)


async def signed_up(line, name="pat", within=60):
    await line.employed(name)
    starts = line.clock() + timedelta(minutes=within)
    one = SignUp(
        line.new_id(),
        "evening",
        date(2026, 3, 1),
        starts,
        starts + timedelta(hours=4),
        Role.PEER,
        name,
        name.title(),
    )
    await SqlShifts(line.db).take([one], line.clock())
    return one


@pytest.fixture
async def rounds(line):
    told, fence = [], await line.lead("shift reminders")

    class Push:
        async def push(self, people, about):
            told.append((*people, about))

    reminding = ShiftReminding(SqlReminders(line.db), Push(), line.clock, BEFORE)

    async def one():
        await reminding.round(fence)
        return told

    return one


async def test_it_is_told_once_when_one_can_check_in_and_not_before(line, rounds):
    await signed_up(line)
    await signed_up(line, "kim", within=600)
    assert await rounds() == []
    line.clock.passes(minutes=31)
    assert await rounds() == [("pat", "shift")]
    line.clock.passes(minutes=5)
    assert await rounds() == [("pat", "shift")]


async def test_who_is_at_work_already_or_gave_it_up_is_not_told(line, rounds):
    await signed_up(line, within=20)
    await line.ready("pat")
    given = await signed_up(line, "kim", within=20)
    await SqlShifts(line.db).release("kim", given.id, line.clock(), onwards=False)
    assert await rounds() == []


async def test_what_began_while_nothing_ran_is_not_told_any_more(line, rounds):
    await signed_up(line)
    line.clock.passes(minutes=61)
    assert await rounds() == []

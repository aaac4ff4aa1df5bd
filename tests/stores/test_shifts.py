"""Sign-ups and swaps: nobody is in two places, and nothing changes hands without a yes."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.sign_up import SignUp, SignUpState
from server.domain.swap import Swap, SwapState
from server.stores.shifts.calendars import SqlCalendars
from server.stores.shifts.signing_up import SqlShifts
from server.stores.shifts.swaps import SqlSwaps
from server.stores.tables.house import staff

DAYS = timedelta(days=1)


@pytest.fixture
async def rota(line):
    for name in ("pat", "ash"):
        await line.employed(name)
    return Rota(line)


class Rota:
    def __init__(self, line):
        self.line = line
        self.shifts = SqlShifts(line.db)
        self.swaps = SqlSwaps(line.db)

    def sign_up(self, who="pat", days=1, hours=4, role=Role.PEER, series=None):
        at = self.line.clock() + days * DAYS
        return SignUp(
            self.line.new_id(),
            "evening",
            at.date(),
            at,
            at + timedelta(hours=hours),
            role,
            who,
            who.title(),
            series,
        )

    async def take(self, *wanted):
        return await self.shifts.take(wanted, self.line.clock())

    async def taken(self, who="pat", **more):
        one = self.sign_up(who, **more)
        await self.take(one)
        return one

    async def of(self, who):
        return [one.id for one in await self.shifts.of(who, self.line.clock())]

    async def asked(self, gives, whom, wants=None):
        swap = Swap(
            self.line.new_id(),
            gives.id,
            wants and wants.id,
            gives.staff,
            whom,
            SwapState.ASKED,
            self.line.clock(),
        )
        await self.swaps.ask(swap, self.line.clock())
        return swap.id

    async def answer(self, who, swap, *, accept=True):
        await self.swaps.answer(who, swap, self.line.clock(), accept=accept)

    async def released(self, one, *, onwards=False):
        return await self.shifts.release(one.staff, one.id, self.line.clock(), onwards=onwards)

    async def state(self, one):
        (found,) = [
            each for each in await self.shifts.between(one.starts_at, one.ends_at)
            if each.id == one.id
        ]  # fmt: skip
        return found.state


def refused(code):
    return pytest.raises(Refusal, match=code)


async def test_a_shift_is_taken_and_given_back(rota):
    one = await rota.taken()
    assert await rota.of("pat") == [one.id]
    await rota.released(one)
    assert await rota.of("pat") == []
    again = await rota.taken()
    assert await rota.of("pat") == [again.id]


async def test_nobody_signs_up_for_two_things_at_one_time_in_whatever_role(rota):
    await rota.taken()
    for role in (Role.PEER, Role.MODERATOR):
        with refused(Code.TAKEN):
            await rota.taken(role=role, hours=1)
    await rota.taken("ash")


async def test_not_even_from_two_windows_at_once(rota):
    both = [rota.take(rota.sign_up()) for _ in range(2)]
    found = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(map(str, found)) == ["1", str(Code.TAKEN)]
    assert len(await rota.of("pat")) == 1


async def test_a_series_leaves_out_what_is_taken_already(rota):
    await rota.taken(days=8)
    series = [rota.sign_up(days=1 + 7 * week, series="s") for week in range(3)]
    assert await rota.take(*series) == 2
    assert len(await rota.of("pat")) == 3


async def test_a_series_is_released_from_one_week_on(rota):
    series = [rota.sign_up(days=1 + 7 * week, series="s") for week in range(3)]
    await rota.take(*series)
    assert await rota.released(series[1], onwards=True) == 2
    assert await rota.of("pat") == [series[0].id]


async def test_what_has_begun_is_not_released(rota):
    one = await rota.taken()
    rota.line.clock.passes(days=1)
    with pytest.raises(StepNotAllowed):
        await rota.released(one)


async def test_somebody_elses_shift_looks_as_if_it_were_not_there(rota):
    one = await rota.taken()
    with refused(Code.NOT_FOUND):
        await rota.released(replace(one, staff="ash"))


async def test_only_who_has_the_role_signs_up_in_it(rota):
    await change(rota, "pat", roles=("moderator",))
    with refused(Code.NOT_FOUND):
        await rota.taken()


async def test_who_may_not_work_any_more_leaves_a_gap(rota):
    one = await rota.taken()
    await change(rota, "pat", disabled_at=rota.line.clock())
    assert await rota.shifts.between(one.starts_at, one.ends_at) == []


async def change(rota, name, **values):
    async with rota.line.db.write() as tx:
        await tx.execute(update(staff).where(staff.c.id == name).values(values))


async def test_a_swap_changes_hands_when_it_is_accepted_and_not_before(rota):
    mine, theirs = await rota.taken(), await rota.taken("ash", days=2)
    swap = await rota.asked(mine, "ash", theirs)
    (shown,) = await rota.swaps.open("ash", rota.line.clock())
    assert (shown.gives.id, shown.wants.id, shown.asked_name) == (mine.id, theirs.id, "Ash")
    assert await rota.of("pat") == [mine.id]
    await rota.answer("ash", swap)
    assert (await rota.of("pat"), await rota.of("ash")) == ([theirs.id], [mine.id])
    assert await rota.swaps.open("pat", rota.line.clock()) == []


async def test_a_swap_within_one_evening_is_possible(rota):
    """Each gives the very time that the other one needs."""
    mine, theirs = await rota.taken(), await rota.taken("ash", hours=5)
    await rota.answer("ash", await rota.asked(mine, "ash", theirs))
    assert await rota.of("ash") == [mine.id]


async def test_a_no_leaves_all_as_it_was(rota):
    mine = await rota.taken()
    swap = await rota.asked(mine, "ash")
    await rota.answer("ash", swap, accept=False)
    assert await rota.of("pat") == [mine.id]
    with pytest.raises(StepNotAllowed):
        await rota.answer("ash", swap)


async def test_only_who_was_asked_answers_and_only_who_asked_takes_it_back(rota):
    swap = await rota.asked(await rota.taken(), "ash")
    with refused(Code.NOT_FOUND):
        await rota.answer("pat", swap)
    with refused(Code.NOT_FOUND):
        await rota.swaps.take_back("ash", swap, rota.line.clock())
    await rota.swaps.take_back("pat", swap, rota.line.clock())
    assert await rota.swaps.open("ash", rota.line.clock()) == []


async def test_who_has_something_else_then_cannot_say_yes(rota):
    swap = await rota.asked(await rota.taken(), "ash")
    await rota.taken("ash")
    with refused(Code.TAKEN):
        await rota.answer("ash", swap)


async def test_one_shift_is_offered_to_one_colleague_at_a_time(rota):
    mine = await rota.taken()
    await rota.asked(mine, "ash")
    with refused(Code.TAKEN):
        await rota.asked(mine, "ash")


async def test_what_was_released_cannot_be_accepted_any_more(rota):
    mine = await rota.taken()
    swap = await rota.asked(mine, "ash")
    await rota.released(mine)
    with refused(Code.NOT_FOUND):
        await rota.answer("ash", swap)


async def test_nothing_changes_hands_once_it_has_begun(rota):
    swap = await rota.asked(await rota.taken(), "ash")
    rota.line.clock.passes(days=1)
    assert await rota.swaps.open("ash", rota.line.clock()) == []
    with pytest.raises(StepNotAllowed):
        await rota.answer("ash", swap)


async def test_a_colleague_without_the_role_is_not_asked(rota):
    await change(rota, "ash", roles=("moderator",))
    with refused(Code.NOT_FOUND):
        await rota.asked(await rota.taken(), "ash")


async def test_going_to_work_is_checking_in_and_going_off_is_the_end(rota):
    one = await rota.taken()
    rota.line.clock.passes(hours=23, minutes=29)
    await rota.line.ready("pat")
    assert await rota.state(one) is SignUpState.TAKEN  # too early
    rota.line.clock.passes(minutes=2)
    await rota.line.ready("pat")
    assert await rota.state(one) is SignUpState.PRESENT
    rota.line.clock.passes(hours=4)
    await rota.line.off("pat")
    assert await rota.state(one) is SignUpState.ENDED
    await rota.line.ready("pat")
    assert await rota.state(one) is SignUpState.PRESENT  # within its time they came back


async def test_a_peers_shift_is_not_checked_in_to_by_moderating(rota):
    one = await rota.taken()
    rota.line.clock.passes(days=1)
    await rota.line.moderator("pat")
    assert await rota.state(one) is SignUpState.TAKEN


async def test_a_new_calendar_ends_the_old_one(line):
    calendars = SqlCalendars(line.db)
    await line.employed("pat")
    await calendars.issue("pat", "first", line.clock())
    await calendars.issue("pat", "second", line.clock())
    assert [await calendars.whose(one) for one in ("first", "second")] == [None, "pat"]
    assert await calendars.has("pat")
    await calendars.revoke("pat", line.clock())
    assert await calendars.whose("second") is None
    assert not await calendars.has("pat")

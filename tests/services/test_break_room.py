"""Those on shift talk among themselves; nobody else does."""

import pytest

from moderation.verdict import Action, Level, Verdict
from server.contract.break_room_requests import SayInBreakRoom, ShowBreakRoom
from server.domain.break_room import KEPT
from server.domain.lifecycle import StepNotAllowed
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.shifts.break_room import BreakRoom
from server.stores.shifts.break_room import SqlBreakRoom
from server.stores.tables.watch import remarks
from tests.stores.line import CALM, worrying

PAT = StaffMember("pat", "Pat", (Role.PEER,))
INSULT = Verdict((), Action.WITHHOLD, Level.L0)


@pytest.fixture
async def room(house):
    """In which what is said is screened as `house.verdict` says."""
    await house.employed("pat")
    await house.ready("pat")
    verdict = {"now": CALM}
    store = SqlBreakRoom(house.db, house.sealer, house.new_id)
    return BreakRoom(store, lambda _: verdict["now"], lambda _: None, house.clock), verdict


def say(text="Tea?", ref="r1"):
    return SayInBreakRoom(ref=ref, text=text)


async def said(room, who=PAT):
    return [(one.by, one.mine, one.text) for one in (await room.show(who, ShowBreakRoom())).remarks]


async def test_what_one_says_all_on_shift_read_once(room, house):
    await house.employed("paul")
    await house.ready("paul")
    for _ in range(2):
        await room[0].say(PAT, say())
    paul = StaffMember("paul", "Paul", (Role.PEER,))
    assert await said(room[0], paul) == [("Pat", False, "Tea?")]
    assert await said(room[0]) == [("Pat", True, "Tea?")]


async def test_it_is_sealed(room, house):
    await room[0].say(PAT, say("Tea in ten minutes?"))
    (row,) = await house.rows(remarks)
    assert b"minutes" not in row.sealed


async def test_who_is_not_on_shift_neither_reads_nor_writes(room):
    stranger = StaffMember("olga", "Olga", (Role.PEER,))
    for asked in (room[0].show(stranger, ShowBreakRoom()), room[0].say(stranger, say())):
        with pytest.raises(StepNotAllowed):
            await asked


async def test_an_insult_is_not_passed_on_and_its_writer_is_told(room):
    room[1]["now"] = INSULT
    assert (await room[0].say(PAT, say())).kept is False
    assert await said(room[0]) == []


async def test_what_sounds_heavy_is_passed_on_and_care_is_offered(room):
    room[1]["now"] = worrying()
    told = await room[0].say(PAT, say("I cannot any more"))
    assert (told.kept, told.care) == (True, True)
    assert len(await said(room[0])) == 1


async def test_it_is_gone_after_its_time(room, house):
    await room[0].say(PAT, say())
    house.clock.passes(seconds=KEPT.total_seconds())
    assert await said(room[0]) == []
    await house.forgetting.past(await house.lead("retention"), house.clock())
    assert await house.count(remarks) == 0

"""A coach says something of each competency, and each once."""

import pytest

from config.practice import Competency
from server.contract.coaching_requests import SeenMark, ShowCoaching, WriteCoaching
from server.domain.coaching import Seen
from server.domain.ids import StaffId
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.team.coaching import CoachingService
from server.stores.team.coachings import SqlCoachings

RUBRIC = (Competency("support", "Provides support", "II"), Competency("crisis", "Crises", "VIII"))
MONA = StaffMember(StaffId("mona"), "Mona", (Role.MODERATOR,))


@pytest.mark.parametrize(
    "marked", [(), ("support",), ("support", "support"), ("support", "crisis", "other")]
)
async def test_half_a_rubric_is_no_look(house, marked):
    store = SqlCoachings(house.db, house.sealer, house.new_id)
    coaching = CoachingService(store, RUBRIC, house.clock)
    marks = tuple(SeenMark(competency=one, seen=Seen.PARTLY) for one in marked)
    with pytest.raises(Refusal) as refused:
        await coaching.write(MONA, WriteCoaching(opening="o1", marks=marks))
    assert refused.value.code is Code.BAD_PAYLOAD


async def test_the_rubric_is_that_of_the_practice(house):
    store = SqlCoachings(house.db, house.sealer, house.new_id)
    shown = await CoachingService(store, RUBRIC, house.clock).show(MONA, ShowCoaching())
    assert [(one.id, one.name) for one in shown.competencies] == [
        ("support", "Provides support"),
        ("crisis", "Crises"),
    ]

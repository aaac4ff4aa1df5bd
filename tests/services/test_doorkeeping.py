"""A moderator stops letting people in, with words for visitors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract.queue_commands import OpenIntake, PauseIntake
from server.domain.intake import LONGEST_WORDS, Pause, PauseReason
from server.domain.opening import Closed
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.visit import VisitState
from tests.stores.line import Clock

STRANGER = Session("nobody", Role.VISITOR)


@pytest.fixture
async def mona(house):
    await house.ready("pat")
    return await house.moderator()


async def test_visitors_read_what_the_moderator_chose(house, mona):
    await house.doorkeeping.pause_intake(mona, PauseIntake(reason=PauseReason.SHIFT_ENDS))
    view = await house.viewing.visit(STRANGER)
    assert (view.closed, view.pause.reason) == (Closed.INTAKE_PAUSED, PauseReason.SHIFT_ENDS)


async def test_visitors_read_the_moderators_own_words(house, mona):
    own = PauseIntake(reason=PauseReason.OWN, words="  We are back at eight. ")
    await house.doorkeeping.pause_intake(mona, own)
    assert (await house.viewing.visit(STRANGER)).pause.words == "We are back at eight."
    assert (await house.viewing.door()).pause.words == "We are back at eight."


async def test_the_wall_names_who_paused(house, mona):
    await house.doorkeeping.pause_intake(mona, PauseIntake())
    pause = (await house.walling.view(mona)).health.pause
    assert (pause.by, pause.reason, pause.since) == ("Mona", PauseReason.BUSY, house.clock())


async def test_who_waits_sees_their_place_as_before(house, mona):
    vera = await house.visitor("vera")
    await house.doorkeeping.pause_intake(mona, PauseIntake())
    view = await house.viewing.visit(vera)
    assert (view.state, view.wait.place, view.pause) == (VisitState.WAITING, 1, None)


async def test_one_step_opens_it_again(house, mona):
    await house.doorkeeping.pause_intake(mona, PauseIntake())
    await house.doorkeeping.open_intake(mona, OpenIntake())
    view = await house.viewing.visit(STRANGER)
    assert (view.closed, view.pause) == (None, None)
    assert [wake.everybody for wake in house.hints.wakes] == [True, True]


@pytest.mark.parametrize(
    "command",
    [
        PauseIntake(reason=PauseReason.OWN),
        PauseIntake(reason=PauseReason.OWN, words="  "),
        PauseIntake(reason=PauseReason.BUSY, words="and this"),
    ],
)
async def test_there_is_one_text_and_never_none(house, mona, command):
    with pytest.raises(Refusal) as refused:
        await house.doorkeeping.pause_intake(mona, command)
    assert refused.value.code is Code.BAD_PAYLOAD
    assert await house.intake.paused() is None


@given(st.sampled_from(PauseReason), st.text(max_size=LONGEST_WORDS + 5))
def test_own_words_and_a_prepared_text_exclude_each_other(reason, words):
    told = Pause(reason, "mona", Clock()(), words).is_told
    assert told == (
        len(words) <= LONGEST_WORDS and bool(words.strip()) == (reason is PauseReason.OWN)
    )

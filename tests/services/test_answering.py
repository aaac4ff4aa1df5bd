"""A shift, step by step, as the peer's commands ask for it."""

from datetime import timedelta

import msgspec
import pytest

from moderation.verdict import Level
from server.contract.care_commands import NoteDown
from server.contract.duty_commands import GoOff, GoReady, Rest
from server.contract.staff_commands import AcceptOffer, AskModerator, DeclineOffer, End, WrapUp
from server.contract.wrapping_up import HowItWent, LeftNote
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.session import Role, Session
from server.domain.wrapping_up import FollowUp, Went
from server.stores.tables.matching import disclosures
from server.stores.tables.silences import outcomes

PAT = Session("pat", Role.PEER, "Pat")


async def test_a_whole_shift(house):
    desk = house.answering
    await desk.go_ready(PAT, GoReady(languages=("en",), topics=("loss",)))
    await house.visitor("vera")
    await house.round()
    await desk.accept_offer(PAT, AcceptOffer(offer=await house.offer_of(PAT)))
    assert await state(house) is DutyState.TALKING
    await desk.end(PAT, End(conversation="talk-vera"))
    assert await state(house) is DutyState.WRAP_UP
    await desk.wrap_up(PAT, WrapUp(conversation="talk-vera", note="Went well", rest=True))
    assert await state(house) is DutyState.BREAK
    await desk.go_ready(PAT, GoReady())
    await desk.rest(PAT, Rest())
    await desk.go_off(PAT, GoOff())
    assert await state(house) is DutyState.OFF
    assert [m.notice for m in house.hints.said] == [Notice.PEER_JOINED, Notice.ENDED]
    assert len(house.hints.wakes) == 7


async def test_how_it_went_is_kept_once_for_each_thing_said(house):
    _, peer, talk = await house.paired()
    await house.answering.end(peer, End(conversation=talk))
    how = HowItWent(went=Went.CALMER, level=Level.L1, follow_ups=(FollowUp.PLAN, FollowUp.PLAN))
    await house.answering.wrap_up(peer, WrapUp(conversation=talk, how=how))
    (row,) = await house.rows(outcomes)
    assert (row.went, row.level, row.follow_ups) == ("calmer", 1, ("plan",))


async def test_what_the_matchmaker_was_told_in_private_stands_until_it_is_said_anew(house):
    """The browser keeps nothing of it: who goes on after a break says nothing of it again."""
    desk = house.answering
    await desk.go_ready(PAT, GoReady(experiences=("lost_someone",), avoids=("money",)))
    await desk.go_ready(PAT, GoReady())
    ((_, experiences, avoids),) = await house.rows(disclosures)
    assert (experiences, avoids) == (("lost_someone",), ("money",))
    await desk.go_ready(PAT, GoReady(experiences=(), avoids=()))
    assert await house.rows(disclosures) == []


async def test_declining_needs_no_reason(house):
    await house.answering.go_ready(PAT, GoReady())
    await house.visitor("vera")
    await house.round()
    await house.answering.decline_offer(PAT, DeclineOffer(offer=await house.offer_of(PAT)))
    assert await state(house) is DutyState.READY


async def test_a_moderator_goes_on_duty_in_the_same_way(house):
    mona = Session("mona", Role.MODERATOR, "Mona")
    await house.answering.go_ready(mona, GoReady())
    assert (await house.viewing.door()).closed is not None
    assert (await house.on_wall()).staffing.moderators == 1


@pytest.mark.parametrize("level", list(Level))
async def test_asking_for_a_moderator_calls_the_next_one_at_once(house, level):
    _, peer, talk = await house.paired()
    await house.moderator()
    command = AskModerator(conversation=talk, level=level, reason="I don't know what to say")
    await house.answering.ask_moderator(peer, command)
    flag = await house.only_flag()
    assert (flag.level, flag.words) == (level, "I don't know what to say")
    assert (flag.alerting, flag.due_at) == ("mona", house.clock() + timedelta(seconds=30))


async def test_a_step_that_does_not_exist_is_told_to_nobody(house):
    await house.paired()
    with pytest.raises(StepNotAllowed):
        await house.answering.go_off(PAT, GoOff())
    assert house.hints.told == []


async def state(house):
    return (await house.desk(PAT)).duty.state


async def test_what_a_peer_notes_down_is_shown_to_those_who_are_with_the_visitor(house):
    visitor, peer, talk = await house.paired()
    mona, mike = await house.moderator("mona"), await house.moderator("mike")
    await house.answering.note_down(peer, NoteDown(conversation=talk, text="Has a sister."))
    await house.supervision.read(mona, talk, house.clock())
    (own,) = (await house.viewing.desks([peer.id]))[peer.id].conversations
    assert (own.noted, own.notes) == ("Has a sister.", ())
    read = [(await house.walling.view(one)).conversations[0].notes for one in (mona, mike)]
    assert read == [(LeftNote(by="Pat", text="Has a sister."),), ()]
    assert b"Has a sister" not in msgspec.json.encode(await house.viewing.visit(visitor))

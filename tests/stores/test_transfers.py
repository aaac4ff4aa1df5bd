"""A conversation goes on with another peer, who is asked first."""

import asyncio
from datetime import timedelta

import pytest

from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.ids import ConversationId
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.transfer import Transfer, TransferState
from server.domain.visit import VisitState
from server.stores.tables.house import transfers
from tests.stores.line import looked_at, notices

NOTE = "Cannot sleep since the exam"
REASON = "My shift is over"


async def test_the_visitor_is_told_first_and_nothing_changes_yet(line):
    vera, pat, talk = await line.paired()
    await line.ready("paul")
    wake = await ask(line, pat, talk)
    assert notices(wake) == [Notice.TRANSFER_ASKED]
    assert looked_at(wake) == {"vera", "pat", "paul"}
    assert await line.inside(talk) == {"vera", "pat"}
    assert (await line.desk(pat)).duty.state is DutyState.TALKING
    await line.say(pat, talk, "I am still here")
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_who_is_asked_sees_why_but_not_a_word_of_the_visitor(line):
    vera, pat, talk = await line.paired(topic="loss")
    await line.say(vera, talk, "canary")
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    desk = await line.desk(paul)
    assert (desk.asked.transfer.reason, desk.asked.transfer.name) == (REASON, "Pat")
    assert desk.asked.visit.intake.topic == "loss"
    assert (desk.duty.state, desk.talks) == (DutyState.OFFERED, ())
    with pytest.raises(Refusal):
        await line.talks.tail("paul", talk, 0, 100)


async def test_who_takes_it_reads_the_words_and_the_note_and_the_other_wraps_up(line):
    vera, pat, talk = await line.paired()
    await line.say(vera, talk, "I can't sleep")
    paul = await line.ready("paul")
    before = (await line.talk_row(talk)).backstage
    await ask(line, pat, talk)
    wake = await answer(line, paul, accept=True)
    assert notices(wake) == [Notice.TRANSFERRED]
    assert await line.inside(talk) == {"vera", "paul"}
    words = [m.text for m in await line.talks.tail("paul", talk, 0, 100)]
    assert "I can't sleep" in words
    (shown,) = (await line.desk(paul)).talks
    assert (shown.transfer.note, shown.transfer.whom) == (NOTE, "paul")
    assert (await line.desk(paul)).duty.state is DutyState.TALKING
    left = await line.desk(pat)
    assert (left.duty.state, left.wrap_up, left.talks) == (DutyState.WRAP_UP, talk, ())
    after = (await line.talk_row(talk)).backstage
    assert after != before
    assert (await line.talk_row(before)).phase == Phase.CLOSED
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


@pytest.mark.parametrize("how", ["declined", "ran out", "away", "set back", "held"])
async def test_without_a_yes_all_stays_and_the_visitor_is_told(line, how):
    vera, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    if how == "declined":
        wake = await answer(line, paul, accept=False)
    else:
        if how == "held":
            await line.peer_holds.put("mona", "paul", "A report", line.clock())
        line.clock.passes(seconds={"ran out": 30, "away": 25, "set back": -3600, "held": 1}[how])
        await line.seen(vera, pat, *([] if how == "away" else [paul]))
        (wake,) = await lapse(line)
    assert notices(wake) == [Notice.TRANSFER_OFF]
    assert await line.inside(talk) == {"vera", "pat"}
    assert (await line.desk(pat)).duty.state is DutyState.TALKING
    assert (await line.desk(paul)).duty.state is DutyState.READY
    assert await lapse(line) == []


async def test_an_answer_that_comes_too_late_changes_nothing(line):
    _, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    line.clock.passes(seconds=30)
    with pytest.raises(StepNotAllowed):
        await answer(line, paul, accept=True)
    assert await line.inside(talk) == {"vera", "pat"}


async def test_only_who_is_there_free_and_speaks_the_language_can_be_asked(line):
    _, pat, talk = await line.paired()
    await line.ready("late")
    line.clock.passes(seconds=25)
    await line.seen(pat)
    paul = await line.ready("paul", topics=("loss",))
    await line.ready("fritz", languages=("de",))
    await line.ready("rest")
    await line.desks.rest("rest", Role.PEER, line.clock())
    assert await free(line, pat, talk) == ["paul"]
    for name in ("late", "fritz", "rest", "pat", "nobody"):
        with pytest.raises(Refusal) as refused:
            await ask(line, pat, talk, peer=name)
        assert refused.value.code is Code.TAKEN
    await ask(line, pat, talk, peer=paul.id)
    assert await free(line, pat, talk) == []


async def test_whom_the_visitor_left_cannot_be_asked(line):
    vera, pat, talk = await line.paired()
    await line.pairs.change(vera, line.clock())
    await line.wrap_up(pat, talk)
    paul = await line.ready("paul")
    await line.round()
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    assert await free(line, paul, talk) == []
    with pytest.raises(Refusal):
        await ask(line, paul, talk, peer="pat")


async def test_strangers_and_readers_cannot_ask(line):
    _, _, talk = await line.paired()
    paul, mona = await line.ready("paul"), await line.moderator()
    for who in (paul, mona, Session("nobody", Role.PEER)):
        with pytest.raises(Refusal) as refused:
            await ask(line, who, talk)
        assert refused.value.code is Code.NOT_FOUND
        with pytest.raises(Refusal):
            await line.transfers.free(who, talk, line.seen_since)


async def test_a_moderator_who_has_joined_can_ask(line):
    _, pat, talk = await line.paired()
    paul, mona = await line.ready("paul"), await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    await ask(line, mona, talk)
    await answer(line, paul, accept=True)
    assert await line.inside(talk) == {"vera", "paul", "mona"}
    assert (await line.desk(pat)).duty.state is DutyState.WRAP_UP
    assert await line.supervision.backstage_of(mona, talk)


@pytest.mark.parametrize("end", ["ended", "left", "changed"])
async def test_when_the_conversation_goes_away_the_question_does_too(line, end):
    vera, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    if end == "ended":
        wake = await line.end(pat, talk)
    elif end == "left":
        wake = await line.visits.leave("vera", line.clock())
    else:
        wake = await line.pairs.change(vera, line.clock())
    assert "paul" in looked_at(wake)
    assert ((await line.desk(paul)).asked, (await line.desk(paul)).duty.state) == (
        None,
        DutyState.READY,
    )
    with pytest.raises(StepNotAllowed):
        await answer(line, paul, accept=True)


async def test_it_may_come_back_to_who_had_it_before(line):
    _, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    await answer(line, paul, accept=True)
    await line.wrap_up(pat, talk, "first")
    await ask(line, paul, talk, peer="pat")
    await answer(line, pat, accept=True)
    await line.wrap_up(paul, talk, "second")
    await line.end(pat, talk)
    assert (await line.desk(pat)).wrap_up == talk
    await line.wrap_up(pat, talk, "third")


async def test_of_two_who_ask_the_same_peer_at_once_one_is_told_no(line):
    _, pat, first = await line.paired()
    _, piet, second = await line.paired("wim", "piet")
    await line.ready("paul")
    asked = (ask(line, pat, first), ask(line, piet, second))
    results = await asyncio.gather(*asked, return_exceptions=True)
    refused = [one for one in results if isinstance(one, Refusal)]
    assert [one.code for one in refused] == [Code.TAKEN]
    open_ = await line.rows(transfers, transfers.c.state == TransferState.ASKED)
    assert len(open_) == 1


async def test_what_was_noted_is_sealed_and_goes_when_the_rest_does(line):
    _, pat, talk = await line.paired()
    await line.ready("paul")
    await ask(line, pat, talk)
    (row,) = await line.rows(transfers)
    assert NOTE.encode() not in row.sealed
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    assert await line.count(transfers) == 0


async def test_a_moderator_who_is_there_can_take_over_from_a_peer(line):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    wake = await ask(line, pat, talk, "mona", Role.MODERATOR)
    assert notices(wake) == [Notice.TRANSFER_ASKED]
    assert (Role.MODERATOR, "mona") in wake.looks
    asked = (await line.on_wall()).asked["mona"]
    assert asked.transfer.reason == REASON
    wake = await answer(line, mona, accept=True)
    assert notices(wake) == [Notice.TRANSFERRED]
    assert await line.inside(talk) == {"vera", "mona"}
    assert (await line.desk(pat)).duty.state is DutyState.WRAP_UP
    assert (await line.on_wall()).asked == {}
    await line.say(mona, talk, "I am Mona")
    await line.end(mona, talk)
    assert (await line.view(vera)).talk.visit.state is VisitState.ENDED


async def test_a_moderator_who_says_no_changes_nothing(line):
    _, pat, talk = await line.paired()
    mona = await line.moderator()
    await ask(line, pat, talk, "mona", Role.MODERATOR)
    wake = await answer(line, mona, accept=False)
    assert notices(wake) == [Notice.TRANSFER_OFF]
    assert await line.inside(talk) == {"vera", "pat"}


async def test_who_is_both_answers_in_the_role_in_which_they_were_asked(line):
    _, pat, talk = await line.paired()
    paul = await line.ready("paul")
    await line.moderator("paul")
    await ask(line, pat, talk, "paul", Role.MODERATOR)
    with pytest.raises(Refusal) as refused:
        await answer(line, paul, accept=True)
    assert refused.value.code is Code.NOT_FOUND


@pytest.mark.parametrize("how", ["steps back", "is lost"])
async def test_a_moderator_who_answers_alone_leaves_nobody_behind(line, how):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await ask(line, pat, talk, "mona", Role.MODERATOR)
    await answer(line, mona, accept=True)
    if how == "steps back":
        wake = await line.supervision.step_back(mona, talk, line.clock())
        assert notices(wake) == [Notice.PEER_LEFT]
    else:
        line.clock.passes(seconds=121)
        await line.seen(vera)
        at = line.clock()
        wake = await line.matchmaking.lose(await line.lead(), at, at - timedelta(seconds=120))
        assert notices(wake) == [Notice.PEER_LOST]
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert await line.inside(talk) == {"vera"}


async def test_a_moderator_beside_a_peer_may_step_back_as_before(line):
    vera, _, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    wake = await line.supervision.step_back(mona, talk, line.clock())
    assert notices(wake) == [Notice.MODERATOR_LEFT]
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def ask(line, by, talk, peer="paul", role=Role.PEER):
    at = line.clock()
    wish = Transfer(
        line.new_id(),
        ConversationId(talk),
        by.id,
        by.name,
        peer,
        role,
        TransferState.ASKED,
        at,
        at + timedelta(seconds=30),
        REASON,
        NOTE,
    )
    return await line.transfers.ask(by, wish, line.seen_since)


async def answer(line, peer, *, accept):
    (row, *_) = sorted(
        await line.rows(transfers, transfers.c.whom == peer.id), key=lambda r: r.asked_at
    )
    return await line.transfers.answer(peer, row.id, accept=accept, at=line.clock())


async def lapse(line):
    fence = await line.lead("conversations")
    return await line.transfers.lapse(fence, line.clock(), line.seen_since)


async def free(line, by, talk):
    return [duty.staff for duty in await line.transfers.free(by, talk, line.seen_since)]

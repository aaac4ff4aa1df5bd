"""A moderator mutes and ends; who may be in danger is heard, and not left without a word."""

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores.tables.house import audit as audit_table
from server.stores.watch.holds import SqlHolds
from tests.stores.line import looked_at, notices, worrying


@pytest.fixture
def holds(line):
    return SqlHolds(line.db, line.visits.close)


@pytest.fixture
async def mona(line):
    return await line.moderator()


async def test_a_muted_visitor_reaches_moderators_and_not_the_peer(line, holds, mona):
    visitor, _, talk = await line.paired()
    wake = await holds.mute(mona, talk, line.clock(), on=True)
    assert (notices(wake), looked_at(wake)) == ([Notice.MUTED], {"vera", "pat"})
    assert (await line.say(visitor, talk, "You again")).message.withheld
    again = await holds.mute(mona, talk, line.clock(), on=True)
    assert notices(again) == []
    wake = await holds.mute(mona, talk, line.clock(), on=False)
    assert notices(wake) == [Notice.UNMUTED]
    assert not (await line.say(visitor, talk, "Sorry")).message.withheld
    assert [e.did for e in await line.rows(audit_table)] == ["muted", "unmuted"]


async def test_words_of_danger_get_through_a_mute(line, holds, mona):
    visitor, _, talk = await line.paired()
    await holds.mute(mona, talk, line.clock(), on=True)
    assert (await line.view(visitor)).talk.talk.silences("vera")
    said = await line.say(visitor, talk, "I want to die", verdict=worrying(Level.L2))
    after = await line.say(visitor, talk, "Please")
    assert not said.message.withheld
    assert not after.message.withheld
    assert not (await line.view(visitor)).talk.talk.silences("vera")


async def test_who_may_be_in_danger_is_not_muted(line, holds, mona):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    with pytest.raises(StepNotAllowed):
        await holds.mute(mona, talk, line.clock(), on=True)


async def test_nobody_who_waits_is_muted(line, holds, mona):
    await line.visitor("wim")
    with pytest.raises(StepNotAllowed):
        await holds.mute(mona, "talk-wim", line.clock(), on=True)


async def test_a_reader_ends_it_and_a_stranger_does_not(line, holds, mona):
    _, pat, talk = await line.paired()
    with pytest.raises(Refusal):
        await holds.end(mona, talk, line.clock())
    await line.supervision.read(mona, talk, line.clock())
    wake = await holds.end(mona, talk, line.clock())
    assert notices(wake) == [Notice.ENDED]
    assert (await line.talk_row(talk)).phase == Phase.CLOSED
    assert (await line.desk(pat)).wrap_up == talk
    assert [e.did for e in await line.rows(audit_table)][-1] == "end"


async def test_in_danger_only_who_speaks_with_them_ends_it(line, holds, mona):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    await line.supervision.read(mona, talk, line.clock())
    with pytest.raises(StepNotAllowed):
        await holds.end(mona, talk, line.clock())
    await line.supervision.join(mona, talk, line.clock())
    assert notices(await holds.end(mona, talk, line.clock())) == [Notice.ENDED]


async def test_whether_it_may_be_ended_is_known_before_last_words_are_said(line, holds, mona):
    visitor, _, talk = await line.paired()
    with pytest.raises(Refusal):
        await holds.may_end(mona, talk)
    await line.supervision.read(mona, talk, line.clock())
    with pytest.raises(Refusal):  # who only reads says nothing
        await holds.may_end(mona, talk)
    await line.supervision.join(mona, talk, line.clock())
    await holds.may_end(mona, talk)
    await line.worries(visitor, talk, level=Level.L3)
    with pytest.raises(Refusal) as refused:
        await holds.may_end(mona, talk)
    assert refused.value.code is Code.IN_DANGER
    assert (await line.talk_row(talk)).phase == Phase.OPEN

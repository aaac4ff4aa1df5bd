"""A moderator leads beside the peer: both are told, the flag has an owner, nobody is left alone."""

import pytest

from moderation.verdict import Level
from server.domain.flag import FlagState
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores.tables.house import audit as audit_table
from server.stores.tables.house import risk_changes
from server.stores.watch.leading import SqlLeading
from tests.stores.line import looked_at, notices


@pytest.fixture
def leading(line):
    return SqlLeading(line.db, line.alerts.times)


@pytest.fixture
async def mona(line):
    return await line.moderator()


@pytest.fixture
async def talk(line):
    return (await line.paired())[2]


async def leader(line, talk):
    (picture,) = [one for one in (await line.on_wall()).talks if one.talk.id == talk]
    return picture.talk.leader and picture.talk.leader.person


async def test_who_takes_the_lead_speaks_and_both_are_told(line, leading, mona, talk):
    await line.supervision.read(mona, talk, line.clock())
    wake = await leading.take(mona, talk, line.clock())
    assert notices(wake) == [Notice.MODERATOR_LEADS]
    assert {"vera", "pat", "mona"} <= looked_at(wake)
    assert await leader(line, talk) == "mona"
    assert (await line.say(mona, talk, "I am here")).message.text == "I am here"
    assert {"pat", "mona"} <= await line.inside((await line.talk_row(talk)).backstage)
    assert [e.did for e in await line.rows(audit_table)][-1] == "moderator_leads"
    assert notices(await leading.take(mona, talk, line.clock())) == []


async def test_an_unclaimed_flag_is_the_leader_s_and_the_level_stays(line, leading, mona, talk):
    mike, pat = await line.moderator("mike"), await line.moderator("pat")
    await line.alerts.ask(pat, talk, line.raising(Level.L3), line.clock())
    changes = await line.count(risk_changes)
    await leading.take(mona, talk, line.clock())
    flag = await line.only_flag()
    assert (flag.state, flag.claimed_by, flag.due_at) == (FlagState.CLAIMED, "mona", None)
    assert (await line.talk_row(talk)).level == Level.L3
    assert await line.count(risk_changes) == changes
    with pytest.raises(Refusal) as refused:
        await leading.take(mike, talk, line.clock())
    assert refused.value.code is Code.TAKEN


async def test_a_flag_of_somebody_else_stays_theirs(line, leading, mona, talk):
    mike = await line.moderator("mike")
    pat = await line.moderator("pat")
    await line.alerts.ask(pat, talk, line.raising(Level.L2), line.clock())
    await line.alerts.claim((await line.only_flag()).id, mike, line.clock())
    await leading.take(mona, talk, line.clock())
    assert (await line.only_flag()).claimed_by == "mike"


async def test_given_back_it_is_the_peer_s_and_the_moderator_stays(line, leading, mona, talk):
    await leading.take(mona, talk, line.clock())
    wake = await leading.give_back(mona, talk, line.clock())
    assert notices(wake) == [Notice.MODERATOR_GAVE_BACK]
    assert await leader(line, talk) is None
    assert "mona" in await line.inside(talk)
    with pytest.raises(StepNotAllowed):
        await leading.give_back(mona, talk, line.clock())


async def test_who_leaves_has_given_it_back_and_does_not_lead_on_coming_again(
    line, leading, mona, talk
):
    await leading.take(mona, talk, line.clock())
    await line.supervision.step_back(mona, talk, line.clock())
    assert await leader(line, talk) is None
    await line.supervision.join(mona, talk, line.clock())
    assert await leader(line, talk) is None


async def test_the_peer_does_not_end_what_another_leads(line, leading, mona):
    _, pat, talk = await line.paired()
    await leading.take(mona, talk, line.clock())
    with pytest.raises(StepNotAllowed):
        await line.end(pat, talk)
    await leading.give_back(mona, talk, line.clock())
    assert notices(await line.end(pat, talk)) == [Notice.ENDED]


async def test_without_the_peer_the_leader_answers_alone(line, leading, mona):
    visitor, pat, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L3)
    await leading.take(mona, talk, line.clock())
    await line.reliefs.step_aside(pat, talk, line.raising, line.clock())
    assert await leader(line, talk) == "mona"
    with pytest.raises(StepNotAllowed):
        await leading.give_back(mona, talk, line.clock())


async def test_nobody_leads_where_there_is_no_peer(line, leading, mona):
    await line.visitor("wim")
    with pytest.raises(StepNotAllowed):
        await leading.take(mona, "talk-wim", line.clock())

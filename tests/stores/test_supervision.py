"""A moderator's look is told to the pair and written down; backstage stays backstage."""

import pytest

from server.domain.conversation import Standing
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores import audit
from server.stores.tables.house import audit as audit_table
from tests.stores.line import looked_at, notices


@pytest.fixture
async def talk(line):
    return (await line.paired())[2]


@pytest.fixture
async def mona(line):
    return await line.moderator()


async def test_reading_along_is_told_once(line, talk, mona):
    first = await line.supervision.read(mona, talk, line.clock())
    again = await line.supervision.read(mona, talk, line.clock())
    assert (notices(first), notices(again)) == ([Notice.MODERATOR_READING], [])
    assert looked_at(first) == {"vera", "pat", "mona"}
    tail = await line.talks.tail("vera", talk, 0, 9)
    assert [(m.notice, m.name) for m in tail][1:] == [(Notice.MODERATOR_READING, "Mona")]


async def test_each_look_is_an_audit_entry(line, talk, mona):
    for _ in range(2):
        await line.supervision.read(mona, talk, line.clock())
    entries = await line.rows(audit_table)
    assert [(e.who, e.did, e.about) for e in entries] == [("mona", "moderator_reading", talk)] * 2
    assert await audit.verify(line.db) is None


async def test_who_joins_speaks_and_both_hear_it(line, talk, mona):
    wake = await line.supervision.join(mona, talk, line.clock())
    assert notices(wake) == [Notice.MODERATOR_JOINED]
    await line.say(mona, talk, "Hello, I am the supervisor")
    for person in ("vera", "pat", "mona"):
        assert (await line.talks.tail(person, talk, 0, 9))[-1].text == "Hello, I am the supervisor"


async def test_a_reader_may_join_and_who_joined_reads_on_without_a_word(line, talk, mona):
    await line.supervision.read(mona, talk, line.clock())
    joined = await line.supervision.join(mona, talk, line.clock())
    reading = await line.supervision.read(mona, talk, line.clock())
    assert (notices(joined), notices(reading)) == ([Notice.MODERATOR_JOINED], [])
    assert await standing(line, talk, "mona") is Standing.SPEAKER


async def test_stepping_back_is_told_and_ends_it(line, talk, mona):
    backstage = (await line.talk_row(talk)).backstage
    for enter, left in (
        (line.supervision.read, Notice.MODERATOR_STOPPED_READING),
        (line.supervision.join, Notice.MODERATOR_LEFT),
    ):
        await enter(mona, talk, line.clock())
        wake = await line.supervision.step_back(mona, talk, line.clock())
        assert notices(wake) == [left]
        assert looked_at(wake) == {"vera", "pat", "mona"}
        assert await line.inside(talk) == {"vera", "pat"}
        assert await line.inside(backstage) == {"pat"}
        with pytest.raises(Refusal):
            await line.talks.tail("mona", talk, 0, 9)


async def test_who_is_not_in_it_cannot_step_back(line, talk, mona):
    with pytest.raises(StepNotAllowed):
        await line.supervision.step_back(mona, talk, line.clock())


async def test_a_peer_does_not_step_back_from_their_own_conversation(line, talk):
    pat = await line.moderator("pat")  # both roles
    with pytest.raises(StepNotAllowed):
        await line.supervision.step_back(pat, talk, line.clock())
    assert "pat" in await line.inside(talk)


async def test_a_peer_who_is_a_moderator_too_keeps_the_peers_seat(line, talk):
    pat = await line.moderator("pat")
    for look in (line.supervision.read, line.supervision.join):
        assert notices(await look(pat, talk, line.clock())) == []
    desk = await line.desk(pat)
    assert [t.talk.id for t in desk.talks] == [talk]


async def test_a_conversation_that_does_not_exist_and_a_backstage_are_not_found(line, talk, mona):
    backstage = (await line.talk_row(talk)).backstage
    for room in ("none", backstage):
        for look in (line.supervision.read, line.supervision.join, line.supervision.step_back):
            with pytest.raises(Refusal) as refused:
                await look(mona, room, line.clock())
            assert refused.value.code is Code.NOT_FOUND


async def test_what_has_ended_cannot_be_read(line, talk, mona):
    await line.visits.leave("vera", line.clock())
    for look in (line.supervision.read, line.supervision.join):
        with pytest.raises(StepNotAllowed):
            await look(mona, talk, line.clock())
    assert await line.count(audit_table) == 0


async def test_who_was_reading_when_it_ended_reads_no_more(line, talk, mona):
    await line.supervision.read(mona, talk, line.clock())
    backstage = (await line.talk_row(talk)).backstage
    await line.visits.leave("vera", line.clock())
    for room in (talk, backstage):
        with pytest.raises(Refusal):
            await line.talks.tail("mona", room, 0, 9)


async def test_a_whisper_reaches_the_peer_and_never_the_visitor(line, talk, mona):
    await line.supervision.read(mona, talk, line.clock())
    backstage = await line.supervision.backstage_of(mona, talk)
    await line.say(mona, backstage, "Ask directly")
    assert await line.inside(backstage) == {"pat", "mona"}
    assert [m.text for m in await line.talks.tail("pat", backstage, 0, 9)] == ["Ask directly"]
    with pytest.raises(Refusal):
        await line.talks.tail("vera", backstage, 0, 9)
    assert "Ask directly" not in [m.text for m in await line.talks.tail("vera", talk, 0, 9)]


async def test_only_who_is_in_it_may_whisper(line, talk, mona):
    for room in (talk, "none"):
        with pytest.raises(Refusal) as refused:
            await line.supervision.backstage_of(mona, room)
        assert refused.value.code is Code.NOT_FOUND


async def test_with_no_peer_yet_there_is_no_backstage(line, mona):
    await line.visitor("wim")
    await line.supervision.read(mona, "talk-wim", line.clock())
    with pytest.raises(Refusal):
        await line.supervision.backstage_of(mona, "talk-wim")


async def test_two_moderators_hear_each_other_backstage(line, talk, mona):
    mike = await line.moderator("mike")
    for one in (mona, mike):
        await line.supervision.read(one, talk, line.clock())
    backstage = await line.supervision.backstage_of(mona, talk)
    await line.say(mona, backstage, "I take this one")
    assert [m.text for m in await line.talks.tail("mike", backstage, 0, 9)] == ["I take this one"]


async def standing(line, talk, person):
    picture = (await line.on_wall()).talks[0]
    assert picture.talk.id == talk
    return picture.talk.member(person).standing

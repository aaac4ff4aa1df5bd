"""A mentor who is a peer: let in by both, reads a new peer's words first, and may nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.lifecycle import StepNotAllowed
from server.domain.mentoring import MentorsWord
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.shadowing import ShadowState
from server.stores.tables.house import audit, staff
from server.stores.tables.joining import papers
from server.stores.tables.mentoring import mentored_words, shadows
from tests.stores.line import AWAY, looked_at, notices
from tests.stores.test_shadowing import heard, is_out, no, sweep, yes


@pytest.fixture
async def cora(line):
    """A mentor, on shift and with nobody."""
    await line.employed("cora", ("peer", "mentor"))
    return await line.ready("cora")


@pytest.fixture
async def pair(line):
    """A visitor, a peer on probation, and what they talk in."""
    visitor, pat, talk = await line.paired()
    await line.on_probation("pat")
    return visitor, pat, talk


@pytest.fixture
async def reading(line, pair, cora):
    visitor, pat, talk = pair
    await line.shadows.ask(cora, line.clock(), mentors=True)
    await yes(line, pat, talk)
    await yes(line, visitor, talk)
    return pair


@pytest.fixture
async def mentored(line, reading, cora):
    _, _, talk = reading
    await line.mentors.mentor(cora, talk, line.clock())
    return reading


async def said(line, talk):
    found = await line.talks.tail("pat", talk, 0, 100)
    return [one.text for one in found if one.notice is None]


async def refused(doing):
    with pytest.raises(Refusal) as no_:
        await doing
    return no_.value.code


async def test_both_are_asked_and_told_what_it_is_for(line, pair, cora):
    visitor, pat, talk = pair
    await line.say(visitor, talk, "said before")
    await line.shadows.ask(cora, line.clock(), mentors=True)
    await yes(line, pat, talk)
    assert await is_out(line, cora, talk)
    assert notices(await yes(line, visitor, talk)) == [Notice.MENTOR_READING]
    await line.say(visitor, talk, "said after")
    assert await heard(line, cora, talk) == ["mentor_reading", "said after"]
    (row,) = await line.rows(shadows)
    assert (row.state, row.mentors) == (ShadowState.READING, True)


async def test_words_wait_for_the_mentor_who_lets_them_go(line, mentored, cora):
    _, pat, talk = mentored
    kept = await line.say(pat, talk, "Sleep more", ref="a")
    assert kept.waits_until is not None
    assert kept.read_by == "cora"
    picture = (await line.desk(cora)).reading
    assert [one.text for one in picture.first_read] == ["Sleep more"]
    assert picture.seconds == 6
    assert await said(line, talk) == []
    wake = await line.first_reads.let_go(cora, talk, "a", line.clock())
    assert {"pat", "cora"} <= looked_at(wake)
    assert await said(line, talk) == ["Sleep more"]
    assert (await line.desk(cora)).reading.first_read == ()


async def test_the_mentor_stops_words_and_proposes_others(line, mentored, cora):
    _, pat, talk = mentored
    await line.say(pat, talk, "Sleep more", ref="a")
    await line.first_reads.propose(cora, talk, "a", MentorsWord("", "How do you sleep?"))
    word = MentorsWord("Ask first.", "")
    await line.first_reads.stop(cora, talk, "a", word, line.clock())
    (one,) = (await line.desk(pat)).talks[0].first_read
    assert one.answer == word
    assert await said(line, talk) == []
    assert [row.did for row in await line.rows(audit)][-2:] == ["mentor", "stop_words"]


async def test_who_reads_without_the_role_reads_nobody_s_words_first(line):
    nova_reads, pat, talk = await line.paired()
    await line.on_probation("nova")
    nova = await line.ready("nova")
    await line.shadows.ask(nova, line.clock())
    await yes(line, pat, talk)
    await yes(line, nova_reads, talk)
    await line.on_probation("pat")
    assert await refused(line.mentors.mentor(nova, talk, line.clock())) is Code.NOT_FOUND


async def test_a_mentor_who_was_not_let_in_may_nothing(line, pair, cora):
    visitor, pat, talk = pair
    begin = line.mentors.mentor
    assert await refused(begin(cora, talk, line.clock())) is Code.NOT_FOUND
    await line.shadows.ask(cora, line.clock(), mentors=True)
    await yes(line, pat, talk)
    assert await refused(begin(cora, talk, line.clock())) is Code.NOT_FOUND
    await no(line, visitor, talk)
    assert await refused(begin(cora, talk, line.clock())) is Code.NOT_FOUND


async def test_a_mentor_may_nothing_there_but_that(line, mentored, cora):
    _, _, talk = mentored
    assert await refused(line.say(cora, talk)) is Code.NOT_FOUND
    assert await refused(line.talks.tail("cora", talk, 0, 100)) is Code.NOT_FOUND
    assert (await line.desk(cora)).talks == ()
    assert ("peer", "cora") not in await line.pictures.attending(["cora"])


async def test_only_a_mentor_asks_where_a_new_peer_talks(line, pair):
    pia = await line.ready("pia")
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(pia, line.clock(), mentors=True)


async def test_a_mentor_is_not_brought_to_an_experienced_peer(line, cora):
    await line.paired()
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(cora, line.clock(), mentors=True)


async def test_one_mentors_whoever_came_first(line, reading, cora):
    _, _, talk = reading
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    await line.mentors.mentor(mona, talk, line.clock())
    assert await refused(line.mentors.mentor(cora, talk, line.clock())) is Code.TAKEN


async def test_a_moderator_finds_the_place_taken_by_a_mentor(line, mentored):
    _, _, talk = mentored
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    assert await refused(line.mentors.mentor(mona, talk, line.clock())) is Code.TAKEN


ENDS = {
    "the visitor says no": lambda line, pair, cora: no(line, pair[0], pair[2]),
    "the peer says no": lambda line, pair, cora: no(line, pair[1], pair[2]),
    "the mentor stops": lambda line, pair, cora: no(line, cora, pair[2]),
    "the role is taken away": lambda line, pair, cora: changed(line, "cora", roles=("peer",)),
    "the account is closed": lambda line, pair, cora: changed(
        line, "cora", disabled_at=line.clock()
    ),
    "the probation is over": lambda line, pair, cora: no_longer_new(line),
    "somebody may be in danger": lambda line, pair, cora: line.worries(pair[0], pair[2]),
    "the shift is over": lambda line, pair, cora: line.off("cora"),
}


async def changed(line, who, **values):
    async with line.db.write() as tx:
        await tx.execute(update(staff).where(staff.c.id == who).values(**values))


async def no_longer_new(line):
    async with line.db.write() as tx:
        await tx.execute(update(papers).values(expires_at=line.clock()))


@pytest.mark.parametrize("end", ENDS)
async def test_when_it_is_over_no_word_waits_any_longer_and_nothing_is_read(
    line, mentored, cora, end
):
    _, pat, talk = mentored
    await line.say(pat, talk, "Sleep more", ref="a")
    await ENDS[end](line, mentored, cora)
    await sweep(line)
    assert await is_out(line, cora, talk)
    for due in await line.first_reads.due(line.clock()):
        await line.first_reads.say_due(due, line.clock())
    assert "Sleep more" in await said(line, talk)
    kept = await line.say(pat, talk, "and at once", ref="b")
    assert kept.waits_until is None
    assert await line.count(mentored_words) == 0


async def test_nothing_waits_for_a_mentor_whose_line_is_gone(line, mentored):
    visitor, pat, talk = mentored
    line.clock.passes(seconds=AWAY.total_seconds() + 1)
    await line.seen(visitor, pat)
    assert (await line.say(pat, talk, "Hello", ref="a")).waits_until is None


async def test_in_danger_the_answer_is_never_late(line, mentored):
    visitor, pat, talk = mentored
    await line.worries(visitor, talk, level=Level.L2)
    assert (await line.say(pat, talk, "I am here", ref="a")).waits_until is None


async def test_words_go_out_by_themselves_when_their_time_is_over(line, mentored):
    visitor, pat, talk = mentored
    await line.say(pat, talk, "Hello", ref="a")
    line.clock.at += timedelta(seconds=6)
    (due,) = await line.first_reads.due(line.clock())
    await line.first_reads.say_due(due, line.clock())
    assert await said(line, talk) == ["Hello"]
    assert (await line.view(visitor)) is not None

"""A coach writes about what is opened for them; the peer reads and answers; then it is gone."""

from datetime import timedelta

import pytest

from server.domain.break_glass import GlassStep
from server.domain.coaching import KEPT, MOST_ANSWERS, Look, Seen
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores.tables.coaching import coaching_answers, coachings
from server.stores.tables.house import audit
from server.stores.tables.watch import glasses as glass_table
from server.stores.team.coachings import SqlCoachings
from server.stores.watch.glasses import SqlGlasses
from server.stores.watch.samples import SqlSamples

HOUR = timedelta(hours=1)
LOOK = Look({"support": Seen.SEEN, "crisis": Seen.DOES_NOT_APPLY}, "You gave them time.")


@pytest.fixture
def store(line):
    return SqlCoachings(line.db, line.sealer, line.new_id)


@pytest.fixture
async def opening(line):
    """Mona has asked to read what Pat and Vera said, and Mike has agreed."""
    await line.moderator()
    visitor, pat, talk = await line.paired()
    await line.say(visitor, talk, "I can't sleep")
    await line.say(pat, talk, "That sounds hard")
    await line.end(pat, talk)
    return await opened(line, SqlGlasses(line.db, line.sealer, line.new_id), talk)


async def opened(line, glasses, talk, by="mona"):
    await glasses.ask(by, talk, "It was flagged.", line.clock(), HOUR)
    (row,) = await line.rows(glass_table, glass_table.c.asked_by == by)
    await glasses.approve(row.id, "mike", line.clock(), HOUR, tell=None)
    return row.id


async def test_the_peer_reads_what_was_seen_and_by_whom_and_the_coach_reads_the_answers(
    line, store, opening
):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    assert (one.by, one.look, one.talked_at) == ("Mona", LOOK, line.clock())
    for words in ("Thank you.", "I was not sure."):
        line.clock.passes(minutes=1)
        await store.answer(one.id, "pat", words, line.clock())
    (given,) = await store.of_coach("mona")
    assert [said.words for said in given.answers] == ["Thank you.", "I was not sure."]
    (row,) = await line.rows(coachings)
    sealed = [row.sealed, *(said.sealed for said in await line.rows(coaching_answers))]
    assert not any(word in part for part in sealed for word in (b"time", b"Thank", b"seen"))
    entry = (await line.rows(audit))[-1]
    assert (entry.who, entry.did, entry.about) == ("mona", "coach", "talk-vera")


async def test_nobody_else_sees_or_answers_it(line, store, opening):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    for stranger in ("mona", "mike", "paul"):
        assert await store.of_peer(stranger) == []
        with pytest.raises(Refusal) as refused:
            await store.answer(one.id, stranger, "Hello", line.clock())
        assert refused.value.code is Code.NOT_FOUND
    assert await store.of_coach("mike") == await store.of_coach("pat") == []


async def test_only_for_whom_it_is_opened_writes_and_only_once_while_it_is(line, store, opening):
    for stranger in ("mike", "pat"):
        with pytest.raises(Refusal) as refused:
            await store.write(opening, stranger, LOOK, line.clock())
        assert refused.value.code is Code.NOT_FOUND
    await store.write(opening, "mona", LOOK, line.clock())
    with pytest.raises(StepNotAllowed):
        await store.write(opening, "mona", LOOK, line.clock())
    assert await line.count(coachings) == 1


@pytest.mark.parametrize("how", [GlassStep.END, None])
async def test_what_is_closed_again_is_sealed_for_coaches_too(line, store, opening, how):
    if how:
        await SqlGlasses(line.db, line.sealer, line.new_id).end(opening, "mona", line.clock())
    else:
        line.clock.passes(hours=1)
    with pytest.raises(StepNotAllowed):
        await store.write(opening, "mona", LOOK, line.clock())


async def test_nobody_coaches_themselves_or_where_no_peer_answered(line, store):
    glasses = SqlGlasses(line.db, line.sealer, line.new_id)
    _, pat, talk = await line.paired()
    await line.say(pat, talk, "Hello")
    await line.end(pat, talk)
    with pytest.raises(StepNotAllowed):
        await store.write(await opened(line, glasses, talk, "pat"), "pat", LOOK, line.clock())
    await line.visitor("violet")
    await line.visits.leave("violet", line.clock())
    alone = await opened(line, glasses, "talk-violet", "mona")
    with pytest.raises(StepNotAllowed):
        await store.write(alone, "mona", LOOK, line.clock())


async def test_it_is_about_the_peer_who_said_most(line, store):
    glasses = SqlGlasses(line.db, line.sealer, line.new_id)
    visitor, pat, talk = await line.paired()
    await line.say(pat, talk, "Hello")
    await line.pairs.change(visitor, line.clock())
    paul = await line.ready("paul")
    await line.round()
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    for words in ("Hello, I am Paul", "Tell me more"):
        await line.say(paul, talk, words)
    await line.end(paul, talk)
    await store.write(await opened(line, glasses, talk), "mona", LOOK, line.clock())
    assert (len(await store.of_peer("paul")), await store.of_peer("pat")) == (1, [])


async def test_what_chance_drew_can_be_coached_blind(line, store):
    await line.moderator()
    _, pat, talk = await line.paired()
    await line.say(pat, talk, "Hello")
    await line.end(pat, talk)
    await SqlSamples(line.db, line.sealer, line.new_id, lambda: 0.0).draw(
        "mona", line.clock(), HOUR
    )
    (row,) = await line.rows(glass_table)
    glasses = SqlGlasses(line.db, line.sealer, line.new_id)
    await glasses.approve(row.id, "mike", line.clock(), HOUR, tell=Notice.SAMPLED)
    await store.write(row.id, "mona", LOOK, line.clock())
    assert len(await store.of_peer("pat")) == 1


async def test_answers_come_to_an_end(line, store, opening):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    for _ in range(MOST_ANSWERS):
        await store.answer(one.id, "pat", "Yes", line.clock())
    with pytest.raises(StepNotAllowed):
        await store.answer(one.id, "pat", "Yes", line.clock())


async def test_it_goes_with_the_visitor_s_wish(line, store, opening):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    await store.answer(one.id, "pat", "Thank you.", line.clock())
    await line.forgetting.forget("vera")
    assert await line.count(coachings) == await line.count(coaching_answers) == 0


async def test_it_outlives_the_conversation_without_whose_it_was_and_then_goes(
    line, store, opening
):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    await store.answer(one.id, "pat", "Thank you.", line.clock())
    line.clock.passes(days=10)
    fence = await line.lead("retention")
    assert await line.forgetting.past(fence, line.clock()) == 1
    await line.forgetting.days(line.clock())
    (row,) = await line.rows(coachings)
    assert row.conversation is None
    (still,) = await store.of_peer("pat")
    assert (still.look, still.answers[0].words) == (LOOK, "Thank you.")
    line.clock.passes(seconds=KEPT.total_seconds())
    fence = await line.lead("retention", "another")
    await line.forgetting.past(fence, line.clock())
    assert await line.count(coachings) == await line.count(coaching_answers) == 0


def test_a_look_hides_its_words():
    assert "time" not in repr(LOOK)


async def test_it_is_new_until_its_peer_has_read_or_answered_it(line, store, opening):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    assert (one.read, await store.unread("pat"), await store.unread("mona")) == (False, 1, 0)
    for somebody in ("mona", "mike"):
        with pytest.raises(Refusal):
            await store.mark_read(one.id, somebody, line.clock())
    for _ in range(2):
        await store.mark_read(one.id, "pat", line.clock())
    (one,) = await store.of_peer("pat")
    assert (one.read, await store.unread("pat")) == (True, 0)


async def test_who_answers_has_read_it(line, store, opening):
    await store.write(opening, "mona", LOOK, line.clock())
    (one,) = await store.of_peer("pat")
    await store.answer(one.id, "pat", "Thank you.", line.clock())
    assert await store.unread("pat") == 0

"""What is sealed opens for one moderator, by the yes of another, for a time."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.break_glass import GlassState
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.stores import audit as auditing
from server.stores.tables.core import conversations
from server.stores.tables.house import audit, staff
from server.stores.tables.watch import glasses
from server.stores.watch.glasses import SqlGlasses

WHY = "The hospital asks what was said."
HOUR, HALF = timedelta(hours=1), timedelta(minutes=30)


@pytest.fixture
def store(line):
    return SqlGlasses(line.db, line.sealer, line.new_id)


@pytest.fixture
async def ended(line):
    """A conversation of three messages that has ended."""
    vera, pat, talk = await line.paired()
    for speaker, words in ((vera, "hello"), (pat, "hello to you"), (vera, "the sealed words")):
        await line.say(speaker, talk, words)
    await line.end(pat, talk)
    return talk


async def asked(store, line, talk, by="mona"):
    await store.ask(by, talk, WHY, line.clock(), HOUR)
    return next(one for one in await store.shown(line.clock()) if one.asked_by == by)


async def opened(store, line, talk, *, tell=Notice.OPENED):
    glass = await asked(store, line, talk)
    wake = await store.approve(glass.id, "mike", line.clock(), HALF, tell=tell)
    return glass, wake


async def read(store, line, glass, by="mona"):
    _, found = await store.read(glass.id, by, 0, 100, line.clock())
    return [message.text for message in found if message.text]


async def did(line):
    return [(row.who, row.did) for row in await line.rows(audit)]


async def test_two_people_open_it_and_the_one_who_asked_reads(store, line, ended):
    glass, _ = await opened(store, line, ended)
    assert await read(store, line, glass) == ["hello", "hello to you", "the sealed words"]
    assert (await did(line))[-3:] == [
        ("mona", "ask_to_open"),
        ("mike", "approve_opening"),
        ("mona", "read_sealed"),
    ]
    assert await auditing.verify(line.db) is None
    assert WHY not in [row.reason for row in await line.rows(audit)]  # it is sealed


async def test_every_look_is_an_entry(store, line, ended):
    glass, _ = await opened(store, line, ended)
    for _ in range(3):
        await read(store, line, glass)
    assert (await did(line)).count(("mona", "read_sealed")) == 3


async def test_nobody_opens_it_alone(store, line, ended):
    glass = await asked(store, line, ended)
    for act in (
        store.approve(glass.id, "mona", line.clock(), HALF, tell=Notice.OPENED),
        store.read(glass.id, "mona", 0, 100, line.clock()),
    ):
        with pytest.raises(StepNotAllowed):
            await act
    assert (await line.rows(glasses))[0].state == GlassState.ASKED


@pytest.mark.parametrize(("made", "maker"), [("mike", "mona"), ("mona", "mike")])
async def test_an_account_and_whoever_has_just_made_it_do_not_open_it_together(
    store, line, ended, made, maker
):
    for name in ("mona", "mike"):
        await line.employed(name)
    async with line.db.write() as tx:
        await tx.execute(update(staff).where(staff.c.id == made).values(made_by=maker))
    with pytest.raises(StepNotAllowed):
        await opened(store, line, ended)
    glass = (await store.shown(line.clock()))[0]
    assert glass.state is GlassState.ASKED
    assert await store.approve(glass.id, "mary", line.clock(), HALF, tell=None)


async def test_the_second_person_and_a_third_read_nothing(store, line, ended):
    glass, _ = await opened(store, line, ended)
    for other in ("mike", "mary"):
        with pytest.raises(Refusal) as refused:
            await read(store, line, glass, by=other)
        assert refused.value.code is Code.NOT_FOUND


async def test_after_half_an_hour_it_is_closed_everywhere(store, line, ended):
    glass, _ = await opened(store, line, ended)
    line.clock.passes(minutes=29, seconds=59)
    assert await read(store, line, glass)
    line.clock.passes(seconds=1)
    with pytest.raises(StepNotAllowed):
        await read(store, line, glass)
    (shown,) = await store.shown(line.clock() - HOUR)
    assert shown.at(line.clock()) is GlassState.ENDED


async def test_a_question_that_nobody_answers_lapses(store, line, ended):
    glass = await asked(store, line, ended)
    line.clock.passes(hours=1)
    with pytest.raises(StepNotAllowed):
        await store.approve(glass.id, "mike", line.clock(), HALF, tell=Notice.OPENED)
    assert (await line.wall.picture(line.clock(), line.seen_since)).to_approve == 0
    await store.ask("mona", ended, WHY, line.clock(), HOUR)  # and may be asked again
    assert (await line.wall.picture(line.clock(), line.seen_since)).to_approve == 1


async def test_a_no_stands(store, line, ended):
    glass = await asked(store, line, ended)
    await store.refuse(glass.id, "mike", line.clock())
    with pytest.raises(StepNotAllowed):
        await store.approve(glass.id, "mary", line.clock(), HALF, tell=Notice.OPENED)
    assert (await did(line))[-1] == ("mike", "refuse_opening")


async def test_it_is_closed_before_its_time_by_anybody_and_twice(store, line, ended):
    glass, _ = await opened(store, line, ended)
    for who in ("mike", "mona"):
        await store.end(glass.id, who, line.clock())
    with pytest.raises(StepNotAllowed):
        await read(store, line, glass)


async def test_the_visitor_is_told_where_the_policy_says_so_and_not_else(store, line, ended):
    _, wake = await opened(store, line, ended)
    assert [message.notice for message in wake.said] == [Notice.OPENED]
    glass = await asked(store, line, ended, by="mary")
    wake = await store.approve(glass.id, "mike", line.clock(), HALF, tell=None)
    assert wake.said == []


async def test_what_is_open_is_not_opened_by_this_way(store, line):
    _, _, talk = await line.paired()
    with pytest.raises(StepNotAllowed):
        await asked(store, line, talk)


async def test_the_same_person_asks_once(store, line, ended):
    await asked(store, line, ended)
    with pytest.raises(Refusal) as refused:
        await asked(store, line, ended)
    assert refused.value.code is Code.TAKEN


async def test_two_who_say_yes_at_once_are_one_yes(store, line, ended):
    glass = await asked(store, line, ended)
    both = (store.approve(glass.id, who, line.clock(), HALF, tell=None) for who in ("mike", "mary"))
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert [type(answer) for answer in answers].count(StepNotAllowed) == 1


async def test_what_was_forgotten_cannot_be_opened_and_leaves_no_reason(store, line, ended):
    glass, _ = await opened(store, line, ended)
    async with line.db.write() as tx:
        past = {"forget_at": line.clock() - HALF, "top_level": Level.L0}
        await tx.execute(update(conversations).values(past))
    await line.forgetting.past(await line.lead("retention"), line.clock())
    with pytest.raises(Refusal):
        await read(store, line, glass)
    assert await line.rows(glasses) == []


async def test_the_reason_is_sealed_at_rest(store, line, ended):
    await asked(store, line, ended)
    assert b"hospital" not in (await line.rows(glasses))[0].reason

"""What two people hold is kept beyond its time; what its visitor deletes is gone all the same."""

from datetime import timedelta

import pytest

from server.domain.flag import Outcome
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.domain.second_look import LookState
from server.stores import audit
from server.stores.tables.core import conversations, messages
from server.stores.tables.house import audit as audit_table
from server.stores.tables.second_looks import second_looks
from tests.stores.line import HOLD_ASKED

TALK = "talk-vera"


@pytest.fixture
async def mona(line):
    return await line.moderator()


@pytest.fixture
async def mike(line):
    return await line.moderator("mike")


@pytest.fixture
async def ended(line, mona, mike):
    vera, pat, talk = await line.paired()
    await line.say(vera, talk, "the words")
    await line.end(pat, talk)
    return talk


async def forget_at(line):
    (row,) = await line.rows(conversations, conversations.c.id == TALK)
    return row.forget_at


async def comes_to(line, when):
    """The schedule looks at this moment; is the conversation still there?"""
    line.clock.at = when
    await line.forgetting.past(await line.lead("retention"), when)
    return bool(await line.rows(messages, messages.c.conversation == TALK))


async def held(line, mona, mike, days=90):
    look = await line.asks_hold(mona, TALK, days)
    await line.second_says(mike, look)
    return look


async def test_what_two_people_hold_is_not_forgotten_before_its_day(line, ended, mona, mike):
    due, until = await forget_at(line), line.clock() + timedelta(days=90)
    await held(line, mona, mike)
    assert await comes_to(line, due)
    await line.forgetting.days(line.clock())
    said = await line.talks.newest(TALK, "vera", 9)
    assert "the words" in [one.text for one in said]  # its key is there
    assert await comes_to(line, until - timedelta(seconds=1))
    assert not await comes_to(line, until)


async def test_what_one_alone_asks_waits_a_few_days_and_no_longer(line, ended, mona, mike):
    due = await forget_at(line)
    await line.asks_hold(mona, TALK)
    assert await comes_to(line, due + HOLD_ASKED - timedelta(seconds=1))
    assert not await comes_to(line, due + HOLD_ASKED)


async def test_a_no_lets_the_schedule_go_on(line, ended, mona, mike):
    due, look = await forget_at(line), await line.asks_hold(mona, TALK)
    await line.second_says(mike, look, approve=False)
    assert not await comes_to(line, due)


async def test_nobody_holds_alone(line, ended, mona):
    look = await line.asks_hold(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await line.second_says(mona, look)


async def test_lifted_it_goes_as_if_it_had_never_been_held(line, ended, mona, mike):
    due, look = await forget_at(line), await held(line, mona, mike)
    assert await comes_to(line, due)
    await line.legal_holds.lift(look, "ada", "It is settled", line.clock())
    assert not await comes_to(line, due)


async def test_the_visitor_s_own_deletion_goes_before_it(line, ended, mona, mike):
    await held(line, mona, mike)
    await line.forgetting.forget("vera")
    assert await line.rows(messages, messages.c.conversation == TALK) == []
    assert await line.rows(second_looks) == []
    with pytest.raises(Refusal):
        await line.asks_hold(mona, TALK)


@pytest.mark.parametrize("answered", [True, False])
async def test_its_own_deletion_ends_a_hold_also_while_a_flag_is_open(line, mona, mike, answered):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, "the words")
    await line.visits.leave(vera.id, line.clock())
    look = await line.asks_hold(mona, TALK)
    if answered:
        await line.second_says(mike, look)
    await line.forgetting.forget("vera")
    (kept,) = await line.rows(second_looks)  # the flag is still looked at
    assert kept.state == LookState.LIFTED
    assert (await line.on_wall()).to_approve == 0
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, mona, line.clock())
    await line.alerts.resolve(flag.id, mona, Outcome.FALSE_ALARM, "", line.clock())
    await comes_to(line, line.clock())
    assert await line.rows(conversations, conversations.c.id == TALK) == []


async def test_one_at_a_time_and_a_new_one_after_it_is_lifted(line, ended, mona, mike):
    look = await held(line, mona, mike)
    with pytest.raises(Refusal) as refused:
        await line.asks_hold(mona, TALK)
    assert refused.value.code is Code.TAKEN
    await line.legal_holds.lift(look, "ada", "It is settled", line.clock())
    line.clock.passes(seconds=1)
    assert await line.asks_hold(mona, TALK)


async def test_it_is_listed_with_its_day_while_it_stands_and_asked_on_the_wall(
    line, ended, mona, mike
):
    look = await line.asks_hold(mona, TALK)
    assert (await line.on_wall()).to_approve == 1
    await line.second_says(mike, look)
    assert (await line.on_wall()).to_approve == 0
    line.clock.passes(days=30)
    (asked,) = await line.second_looks.shown(line.clock() - timedelta(days=7))
    assert (asked.look.state, asked.look.until) == (
        LookState.APPROVED,
        asked.look.asked_at + timedelta(days=90),
    )
    assert asked.look.words


async def test_help_without_a_yes_is_not_lifted(line, mona, mike):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=4)
    await line.decide(mona, talk)
    (row,) = await line.rows(second_looks)
    await line.second_says(mike, row.id)
    with pytest.raises(Refusal):
        await line.legal_holds.lift(row.id, "ada", "No", line.clock())


async def test_the_audit_has_all_of_it_and_nobody_s_words(line, ended, mona, mike):
    look = await held(line, mona, mike)
    await line.legal_holds.lift(look, "ada", "It is settled", line.clock())
    rows = await line.rows(audit_table)
    assert [(row.who, row.did) for row in rows][-3:] == [
        ("mona", "ask_legal_hold"),
        ("mike", "approve_legal_hold"),
        ("ada", "lift_legal_hold"),
    ]
    (kept,) = await line.rows(second_looks)
    assert b"settled" not in kept.lifted_because
    assert await audit.verify(line.db) is None

"""A visitor tells later how a referral went: by a code, once, and danger is heard in it."""

from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.escalation import Raising
from server.domain.incident import IncidentKind
from server.domain.later import LaterAnswer, Reached, Safe
from server.domain.lifecycle import StepNotAllowed
from server.domain.referral import ReferralStep
from server.domain.refusal import Code, Refusal
from server.stores.happenings import SqlHappenings
from server.stores.keys.sealing import DESTROYED
from server.stores.referrals.later_answers import SqlLaterAnswers
from server.stores.tables.core import conversations, flags
from server.stores.tables.referrals import later_answers
from server.stores.watch.incidents import SqlIncidents
from tests.stores.line import FLAG_CLOCKS
from tests.stores.test_forgetting import sealed_bytes

TALK = "talk-vera"
WELL = LaterAnswer(Reached.YES, 3, Safe.YES)
UNSAFE = LaterAnswer(safe=Safe.NO)
MONTH = timedelta(days=30)


@pytest.fixture
async def vera(line):
    return (await line.paired())[0]


@pytest.fixture
async def mona(line, vera):
    return await line.moderator()


@pytest.fixture
def store(line):
    return SqlLaterAnswers(line.db, line.sealer, line.referrals.calling)


@pytest.fixture
async def referral(line, vera, mona):
    """One that the visitor accepted."""
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    return id_


async def taken(line, store, visitor, referral, code="hash"):
    await store.take(referral, visitor, code, line.clock() + MONTH, line.clock())


def not_safe(line):
    due_at = line.clock() + FLAG_CLOCKS[Level.L3]
    return Raising(Level.L3, ("referral",), ("Not safe.",), words="", due_at=due_at, complete=True)


async def refused(asked):
    with pytest.raises(Refusal) as refusal:
        await asked
    return refusal.value.code


async def test_nothing_is_kept_until_a_code_is_taken(line, referral):
    assert await line.count(later_answers) == 0


async def test_an_answer_is_counted_and_seen_in_the_incident(line, store, vera, mona, referral):
    await taken(line, store, vera, referral)
    await store.answer("hash", WELL, None, line.clock())
    assert (await SqlHappenings(line.db).since(line.clock())).later == (WELL,)
    incident = await SqlIncidents(line.db, line.sealer).read(mona.id, TALK, line.clock())
    (told,) = [one for one in incident.happenings if one.kind is IncidentKind.TOLD_LATER]
    assert told.facts == {"reached": "yes", "helped": "3", "safe": "yes"}
    assert await line.rows(flags) == []


async def test_a_code_works_once(line, store, vera, referral):
    await taken(line, store, vera, referral)
    await store.answer("hash", WELL, None, line.clock())
    assert (
        await refused(store.answer("hash", UNSAFE, not_safe(line), line.clock())) == Code.NOT_FOUND
    )
    with pytest.raises(StepNotAllowed):
        await taken(line, store, vera, referral, "another")


async def test_a_new_code_takes_the_place_of_a_lost_one(line, store, vera, referral):
    await taken(line, store, vera, referral, "lost")
    await taken(line, store, vera, referral, "found")
    assert await refused(store.answer("lost", WELL, None, line.clock())) == Code.NOT_FOUND
    await store.answer("found", WELL, None, line.clock())


async def test_a_code_ends(line, store, vera, referral):
    await taken(line, store, vera, referral)
    line.clock.passes(days=30)
    assert await refused(store.answer("hash", WELL, None, line.clock())) == Code.NOT_FOUND


async def test_nobody_takes_a_code_of_somebody_elses_referral(line, store, referral):
    other = await line.visitor("wanda")
    assert await refused(taken(line, store, other, referral)) == Code.NOT_FOUND


async def test_what_was_declined_is_not_asked_about(line, store, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await taken(line, store, vera, id_)
    await line.referrals.answer(id_, vera, accept=False, at=line.clock())
    with pytest.raises(StepNotAllowed):
        await taken(line, store, vera, id_)


async def ended(line, store, vera, mona, referral):
    await taken(line, store, vera, referral)
    await line.referrals.go(referral, ReferralStep.HAND_OVER, mona, "", line.clock())
    await line.referrals.go(referral, ReferralStep.CONFIRM, mona, "no. 17", line.clock())
    await line.visits.leave(vera.id, line.clock())


async def test_danger_in_an_answer_raises_a_flag_with_its_clock(line, store, vera, mona, referral):
    await ended(line, store, vera, mona, referral)
    wake = await store.answer("hash", UNSAFE, not_safe(line), line.clock())
    flag = await line.only_flag()
    assert (flag.level, flag.due_at) == (Level.L3, line.clock() + FLAG_CLOCKS[Level.L3])
    assert (await line.talk_row(TALK)).level == Level.L3
    assert wake.wall


async def test_danger_is_heard_also_after_the_words_are_forgotten(
    line, store, vera, mona, referral
):
    await ended(line, store, vera, mona, referral)
    fence = await line.lead("retention")
    line.clock.passes(days=4)
    await line.forgetting.past(fence, line.clock())
    assert (await line.talk_row(TALK)).wrapped_key == DESTROYED
    assert [one for one in await sealed_bytes(line) if one] == []
    assert await line.forgetting.past(fence, line.clock()) == 0  # bare, and left in peace
    await store.answer("hash", UNSAFE, not_safe(line), line.clock())
    flag = await line.only_flag()
    assert (flag.level, flag.reasons, flag.words) == (Level.L3, ("Not safe.",), "")


@pytest.mark.parametrize("answers", [True, False])
async def test_then_whose_it_was_is_forgotten_too(line, store, vera, mona, referral, answers):
    await ended(line, store, vera, mona, referral)
    fence = await line.lead("retention")
    line.clock.passes(days=4)
    await line.forgetting.past(fence, line.clock())
    if answers:
        await store.answer("hash", WELL, None, line.clock())
    line.clock.passes(days=30)
    await line.forgetting.past(fence, line.clock())
    assert await line.count(conversations) == 0
    kept = [(row.conversation, row.code_hash, row.helped) for row in await line.rows(later_answers)]
    assert kept == ([(None, None, 3)] if answers else [])


async def test_who_has_the_chat_deleted_takes_the_code_back(line, store, vera, mona, referral):
    await ended(line, store, vera, mona, referral)
    await line.forgetting.forget(vera.id)
    assert await line.count(later_answers) == 0
    assert await line.count(conversations) == 0

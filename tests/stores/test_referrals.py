"""The pathway to another service, carried to its end."""

import asyncio

import pytest

from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.referral import ReferralState, ReferralStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Session
from server.stores import audit
from server.stores.tables.house import audit as audit_table
from server.stores.tables.referrals import referrals
from tests.stores.line import a_line, looked_at, notices


@pytest.fixture
async def vera(line):
    return (await line.paired())[0]


@pytest.fixture
async def mona(line, vera):
    return await line.moderator()


TALK = "talk-vera"


async def test_the_whole_way(line, vera, mona):
    id_, offered = await line.refer(mona, TALK)
    accepted = await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    handed = await go(line, id_, ReferralStep.HAND_OVER, mona, reference="no. 17")
    assert (await line.talk_row(TALK)).phase == Phase.REFERRED
    await line.say(vera, TALK, "I am on the phone with them")  # it stays open until confirmed
    confirmed = await go(line, id_, ReferralStep.CONFIRM, mona)
    told = [n for wake in (offered, accepted, handed, confirmed) for n in notices(wake)]
    assert told == [
        Notice.REFERRAL_OFFERED,
        Notice.REFERRAL_ACCEPTED,
        Notice.REFERRAL_HANDED_OVER,
        Notice.REFERRAL_CONFIRMED,
    ]
    assert looked_at(offered) == {"vera", "pat"}
    referral = (await line.view(vera)).talk.referral
    assert (referral.state, referral.reference) == (ReferralState.CONFIRMED, "no. 17")
    assert referral.ended_at == line.clock()
    did = [entry.did for entry in await line.rows(audit_table)]
    assert did == ["offer_referral", "hand_over", "confirm"]
    assert await audit.verify(line.db) is None


async def test_what_was_told_live_reads_the_same_afterwards(line, vera, mona):
    id_, offered = await line.refer(mona, TALK)
    accepted = await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    live = [*offered.said, *accepted.said]
    assert [m.name for m in live] == ["Mona", "Quiet vera"]
    assert await line.talks.tail("vera", TALK, 1, 9) == live


async def test_reason_and_reference_are_sealed(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    await go(line, id_, ReferralStep.HAND_OVER, mona, reference="CASE-17")
    (row,) = await line.rows(referrals)
    assert b"CASE" not in row.sealed
    assert b"somebody" not in row.sealed


async def test_only_what_the_visitor_approved_is_passed_on(line, vera, mona):
    id_, _ = await line.refer(mona, TALK, summary="Lost her job, sleeps badly")
    said = {"accept": True, "at": line.clock(), "summary": "Sleeps badly"}
    await line.referrals.answer(id_, vera, **said)
    await go(line, id_, ReferralStep.HAND_OVER, mona)
    assert (await line.view(vera)).talk.referral.summary == "Sleeps badly"
    (row,) = await line.rows(referrals)
    assert b"badly" not in row.sealed


@pytest.mark.parametrize("accept", [True, False])
async def test_without_approved_words_nothing_is_passed_on(line, vera, mona, accept):
    id_, _ = await line.refer(mona, TALK, summary="Lost her job, sleeps badly")
    await line.referrals.answer(id_, vera, accept=accept, at=line.clock())
    assert (await line.view(vera)).talk.referral.summary == ""


async def test_offered_anew_it_comes_with_new_words(line, vera, mona):
    id_, _ = await line.refer(mona, TALK, summary="The first words")
    await line.referrals.answer(id_, vera, accept=True, at=line.clock(), summary="Mine")
    await line.fails(id_, mona)
    await line.refer(mona, TALK, "another", summary="The second words")
    assert (await line.view(vera)).talk.referral.summary == "The second words"


async def test_declining_has_no_consequence(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    wake = await line.referrals.answer(id_, vera, accept=False, at=line.clock())
    assert notices(wake) == [Notice.REFERRAL_DECLINED]
    row = await line.talk_row(TALK)
    assert (row.phase, row.level) == (Phase.OPEN, 0)
    await line.say(vera, TALK, "I would rather go on here")
    again, _ = await line.refer(mona, TALK, "another")
    assert again != id_


async def test_one_at_a_time(line, vera, mona):
    await line.refer(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await line.refer(mona, TALK, "another")


async def test_two_moderators_who_offer_at_once_offer_one(line, vera, mona, database_url, data_dir):
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        both = (line.refer(mona, TALK), other.refer(mona, TALK, "another"))
        results = await asyncio.gather(*both, return_exceptions=True)
    assert [type(r) for r in results].count(StepNotAllowed) == 1
    assert await line.count(referrals) == 1


async def test_one_that_failed_is_offered_anew_elsewhere(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    wake = await line.fails(id_, mona)
    assert notices(wake) == [Notice.REFERRAL_FAILED]
    line.clock.passes(minutes=5)
    await line.refer(mona, TALK, "another")
    (row,) = await line.rows(referrals)
    assert (row.id, row.resource, row.state) == (id_, "another", ReferralState.OFFERED)
    referral = (await line.view(vera)).talk.referral
    assert referral.reason == "They asked for somebody to call"
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())


async def test_another_visitor_cannot_tell_whether_it_exists(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    eve = await line.visitor("eve")
    for asked in (id_, "none"):
        with pytest.raises(Refusal) as refused:
            await line.referrals.answer(asked, eve, accept=True, at=line.clock())
        assert refused.value.code is Code.NOT_FOUND


async def test_a_moderator_does_not_answer_for_the_visitor(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    with pytest.raises(StepNotAllowed):
        await go(line, id_, ReferralStep.HAND_OVER, mona)
    mine = Session(mona.id, mona.role)
    with pytest.raises(Refusal):
        await line.referrals.answer(id_, mine, accept=True, at=line.clock())


async def test_answering_twice_is_too_late(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    with pytest.raises(StepNotAllowed):
        await line.referrals.answer(id_, vera, accept=False, at=line.clock())


async def test_an_open_offer_ends_with_the_conversation(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.visits.leave("vera", line.clock())
    (row,) = await line.rows(referrals)
    assert row.state == ReferralState.EXPIRED
    with pytest.raises(StepNotAllowed):
        await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    with pytest.raises(StepNotAllowed):
        await line.refer(mona, TALK)


async def test_an_accepted_one_stays_on_the_wall_until_it_is_confirmed(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    await line.visits.leave("vera", line.clock())
    for step in (ReferralStep.HAND_OVER, ReferralStep.CONFIRM):
        assert [t.talk.id for t in (await line.on_wall()).talks] == [TALK]
        wake = await go(line, id_, step, mona, "no. 17")
        assert (notices(wake), wake.wall) == ([], True)
    assert (await line.on_wall()).talks == ()
    assert (await line.talk_row(TALK)).phase == Phase.CLOSED


async def test_one_that_fails_after_the_end_is_over(line, vera, mona):
    id_, _ = await line.refer(mona, TALK)
    await line.referrals.answer(id_, vera, accept=True, at=line.clock())
    await line.visits.leave("vera", line.clock())
    await line.fails(id_, mona)
    assert (await line.on_wall()).talks == ()


async def test_nothing_is_offered_in_a_backstage_or_in_nothing(line, vera, mona):
    backstage = (await line.talk_row(TALK)).backstage
    for room in (backstage, "none"):
        with pytest.raises(Refusal) as refused:
            await line.refer(mona, room)
        assert refused.value.code is Code.NOT_FOUND


async def test_answering_and_ending_at_once_never_wait_for_each_other(line, database_url, data_dir):
    mona = await line.moderator()
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(6):
            visitor, peer, talk = await line.paired(f"v{n}", f"p{n}")
            id_, _ = await line.refer(mona, talk)
            doing = [
                line.referrals.answer(id_, visitor, accept=True, at=line.clock()),
                other.end(peer, talk),
                other.say(visitor, talk, "x"),
            ]
            async with asyncio.timeout(100):
                results = await asyncio.gather(*doing, return_exceptions=True)
            errors = {type(r) for r in results if isinstance(r, Exception)}
            assert errors <= {Refusal, StepNotAllowed}


async def go(line, id_, step, moderator, reference=""):
    return await line.referrals.go(id_, step, moderator, reference, line.clock())

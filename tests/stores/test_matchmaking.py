"""Rounds of the matchmaker: nobody is lost, nobody is offered twice, only the leader writes."""

import asyncio

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.matching import Pairing
from server.domain.message import Notice
from server.domain.offer import OfferState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.leases import LeaseLost
from server.stores.tables.core import members, offers, visits
from tests.stores.line import AWAY, GRACE, PATIENCE, a_line, looked_at, notices


async def test_the_most_urgent_is_offered_first(line):
    await line.visitor("ann")
    line.clock.passes(seconds=1)
    ben = await line.visitor("ben")
    await line.worries(ben, "talk-ben", level=Level.L3)
    await line.ready("pat")
    (pairing,) = await line.round()
    assert pairing.visit == "ben"


async def test_an_offer_shows_the_visitor_without_a_word(line):
    visitor = await line.visitor("vera", topic="loss", distress=7)
    await line.say(visitor, "talk-vera", "canary")
    peer = await line.ready("pat")
    await line.round()
    (shown,) = (await line.desk(peer)).offers
    assert (shown.visit.intake.topic, shown.visit.intake.distress) == ("loss", 7)
    assert shown.offer.expires_at == line.clock() + PATIENCE
    assert "canary" not in repr(shown)


async def test_who_declined_is_not_asked_about_the_same_visitor_at_once(line):
    await line.visitor("vera")
    peer = await line.ready("pat")
    await line.round()
    await line.desks.decline(peer.id, await line.offer_of(peer), line.clock())
    assert await line.round() == []
    other = await line.ready("paul")
    (pairing,) = await line.round()
    assert pairing.peer == other.id


async def test_after_a_while_the_same_peer_is_asked_again(line):
    visitor, peer = await line.visitor("vera"), await line.ready("pat")
    await line.round()
    await line.desks.decline(peer.id, await line.offer_of(peer), line.clock())
    line.clock.passes(seconds=61)
    await line.seen(visitor, peer)
    assert len(await line.round()) == 1


async def test_declines_and_lapses_keep_the_arrival_rank(line):
    vera = await line.visitor("vera")
    line.clock.passes(seconds=1)
    wim = await line.visitor("wim")
    peer = await line.ready("pat")
    await line.round()
    await line.desks.decline(peer.id, await line.offer_of(peer), line.clock())
    assert await places(line, vera, wim) == [1, 2]
    other = await line.ready("paul")
    pairings = {p.visit: p.peer for p in await line.round()}
    assert pairings == {"vera": "paul", "wim": "pat"}
    line.clock.passes(seconds=20)
    await line.seen(vera, wim, peer, other)
    await line.round()
    assert await places(line, vera, wim) == [1, 2]
    states = sorted(o.state for o in await line.rows(offers))
    assert states.count(OfferState.LAPSED) == 2


async def test_an_offer_that_ran_out_frees_both(line):
    visitor, peer = await line.visitor("vera"), await line.ready("pat")
    await line.round()
    line.clock.passes(seconds=20)
    await line.seen(visitor, peer)
    (wake,) = await line.matchmaking.take_back(await line.lead(), line.clock(), line.seen_since)
    assert looked_at(wake) == {"vera", "pat"}
    assert (await line.view(visitor)).talk.visit.state is VisitState.WAITING
    assert (await line.desk(peer)).duty.state is DutyState.READY
    assert await line.matchmaking.take_back(await line.lead(), line.clock(), line.seen_since) == []


async def test_an_offer_to_who_went_away_moves_on_at_once(line):
    visitor = await line.visitor("vera")
    peer = await line.ready("pat")
    fence = await line.lead()
    await line.matchmaking.offer(fence, [Pairing("vera", "pat")], line.clock(), PATIENCE * 9)
    line.clock.passes(seconds=21)
    await line.seen(visitor)
    other = await line.ready("paul")
    (pairing,) = await line.round()
    assert pairing.peer == other.id
    (first,) = await line.rows(offers, offers.c.peer == peer.id)
    assert first.state == OfferState.WITHDRAWN


async def test_a_peer_who_is_away_is_not_offered(line):
    visitor = await line.visitor("vera")
    peer = await line.ready("pat")
    line.clock.passes(seconds=21)
    await line.seen(visitor)
    assert await line.round() == []
    await line.seen(peer)
    assert len(await line.round()) == 1


async def test_a_lost_peers_visitor_waits_again_at_the_head(line):
    vera, peer, talk = await line.paired()
    line.clock.passes(seconds=1)
    wim = await line.visitor("wim")
    line.clock.passes(seconds=121)
    await line.seen(vera, wim)
    wake = await line.matchmaking.lose(await line.lead(), line.clock(), line.clock() - GRACE)
    assert notices(wake) == [Notice.PEER_LOST]
    assert looked_at(wake) >= {"vera", "pat"}
    assert await places(line, vera, wim) == [1, 2]
    assert (await line.desk(peer)).duty.state is DutyState.OFF
    assert await line.inside(talk) == {"vera"}


async def test_a_lost_peer_hears_nothing_more_of_it(line):
    vera, peer, talk = await line.paired()
    backstage = (await line.talk_row(talk)).backstage
    moderator = await line.moderator()
    await line.supervision.read(moderator, talk, line.clock())
    line.clock.passes(seconds=121)
    await line.seen(vera, moderator)
    await line.round()
    for room in (talk, backstage):
        with pytest.raises(Refusal) as refused:
            await line.talks.tail(peer.id, room, 0, 9)
        assert refused.value.code is Code.NOT_FOUND
        with pytest.raises(Refusal):
            await line.say(peer, room)
    assert await line.inside(talk) == {"vera", "mona"}
    assert await line.inside(backstage) == set()
    assert (await line.talk_row(backstage)).phase == Phase.CLOSED
    with pytest.raises(Refusal):
        await line.supervision.backstage_of(moderator, talk)


async def test_the_next_peer_gets_a_backstage_of_their_own(line):
    vera, _, talk = await line.paired()
    first = (await line.talk_row(talk)).backstage
    line.clock.passes(seconds=121)
    await line.seen(vera)
    other = await line.ready("paul")
    await line.round()
    await line.desks.accept(other, await line.offer_of(other), line.clock())
    second = (await line.talk_row(talk)).backstage
    assert second != first
    assert await line.inside(second) == {"paul"}
    assert [m.notice for m in await line.talks.tail("paul", talk, 0, 9)] == [
        Notice.PEER_JOINED,
        Notice.PEER_LOST,
        Notice.PEER_JOINED,
    ]


async def test_a_peer_who_comes_back_in_time_is_not_lost(line):
    vera, peer, talk = await line.paired()
    line.clock.passes(seconds=119)
    await line.seen(vera, peer)
    line.clock.passes(seconds=5)
    await line.round()
    assert await line.inside(talk) == {"vera", "pat"}


async def test_a_moderator_whose_line_is_gone_is_off_duty(line):
    await line.moderator()
    line.clock.passes(seconds=121)
    await line.round()
    (duty,) = await line.duties()
    assert (duty.role, duty.state) == (Role.MODERATOR, DutyState.OFF)


async def test_who_was_offered_somebody_and_is_lost_goes_off_as_well(line):
    visitor = await line.visitor("vera")
    await line.ready("pat")
    await line.round()
    line.clock.passes(seconds=121)
    await line.seen(visitor)
    await line.round()
    (duty,) = await line.duties()
    assert duty.state == DutyState.OFF
    assert (await line.view(visitor)).talk.visit.state is VisitState.WAITING


async def test_pairings_that_are_no_longer_possible_are_left_out(line):
    await line.visitor("vera")
    await line.visitor("wim")
    await line.ready("pat"), await line.ready("paul")
    await line.visits.leave("wim", line.clock())
    wanted = [Pairing("wim", "paul"), Pairing("vera", "pat"), Pairing("vera", "paul")]
    wanted.append(Pairing("nobody", "paul"))
    wake = await line.matchmaking.offer(await line.lead(), wanted, line.clock(), PATIENCE)
    assert looked_at(wake) == {"vera", "pat"}
    (offer,) = await line.rows(offers)
    assert (offer.visit, offer.peer) == ("vera", "pat")


async def test_a_former_leader_writes_nothing(line):
    visitor, peer = await line.visitor("vera"), await line.ready("pat")
    old = await line.leases.take("matching", "one", 10)
    line.clock.passes(seconds=11)
    await line.seen(visitor, peer)
    assert await line.leases.take("matching", "two", 10)
    at = line.clock()
    for stale in (
        line.matchmaking.offer(old, [Pairing("vera", "pat")], at, PATIENCE),
        line.matchmaking.take_back(old, at, at),
        line.matchmaking.lose(old, at, at + AWAY),
    ):
        with pytest.raises(LeaseLost):
            await stale
    assert await line.count(offers) == 0
    assert (await line.desk(peer)).duty.state is DutyState.READY


async def test_rounds_amid_the_bustle_never_wait_for_anybody(line, database_url, data_dir):
    """Taking back, losing and offering touch many rows; others touch the same from elsewhere."""
    fence = await line.lead()
    pairs = [await line.paired(f"v{n}", f"p{n}") for n in range(4)]
    line.clock.passes(seconds=121)
    waiting = [await line.visitor(f"w{n}") for n in range(4)]
    ready = [await line.ready(f"r{n}") for n in range(4)]
    await line.round(fence)
    line.clock.passes(seconds=20)
    everybody = [*waiting, *ready, *(v for v, _, _ in pairs)]
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        at = line.clock()
        doing = [line.matchmaking.take_back(fence, at, at - AWAY)]
        doing += [other.seen(*everybody[::-1]), line.seen(*everybody)]
        doing += [other.say(w, f"talk-{w.id}", "x") for w in waiting]
        doing += [other.visits.leave(w.id, at) for w in waiting[:2]]
        doing += [line.visits.leave(v.id, at) for v, _, _ in pairs[:2]]
        doing.append(line.matchmaking.lose(fence, at, at - GRACE))
        doing.append(other.desks.decline("r3", await line.offer_of(ready[3]) or "none", at))
        async with asyncio.timeout(100):
            results = await asyncio.gather(*doing, return_exceptions=True)
    broken = [r for r in results if isinstance(r, Exception) and not _is_refusal(r)]
    assert broken == []
    for visit in await line.rows(visits):
        there = await line.rows(
            members,
            members.c.conversation == visit.conversation,
            members.c.left_at.is_(None),
            members.c.role == Role.PEER,
        )
        assert len(there) == (visit.state == VisitState.TALKING)


def _is_refusal(error):
    return isinstance(error, Refusal | StepNotAllowed)


async def places(line, *people):
    return [(await line.view(p)).place for p in people]

"""A peer's desk: ready, offered, talking, wrapping up; nobody in two places."""

import asyncio
from functools import partial

import pytest

from server.domain.conversation import Kind, Phase
from server.domain.duty import DutyState
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.matching import Pairing
from server.domain.message import Notice
from server.domain.offer import OfferState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.rows.conversations import key_of
from server.stores.tables.core import conversations, duties, offers, wrap_ups
from tests.stores.line import PATIENCE, a_line, looked_at, notices


async def test_a_peer_goes_ready_with_their_wishes(line):
    await line.ready("pat", languages=("en", "fr"), topics=("loss",))
    (duty,) = await line.duties()
    assert (duty.state, duty.languages, duty.topics) == (DutyState.READY, ("en", "fr"), ("loss",))


async def test_going_ready_again_keeps_who_was_free_longest_first(line):
    await line.ready("pat")
    since = line.clock()
    line.clock.passes(minutes=5)
    await line.ready("pat", languages=("de",))
    (duty,) = await line.rows(duties)
    assert (duty.since, duty.seen_at, duty.languages) == (since, line.clock(), ("de",))


async def test_going_ready_in_two_windows_at_once_is_one_shift(line, database_url, data_dir):
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(5):
            await asyncio.gather(*(one.ready(f"p{n}") for one in (line, other, line)))
    assert await line.count(duties) == 5


async def test_a_peer_may_rest_and_go_off(line):
    peer = await line.ready("pat")
    rest = partial(line.desks.rest, "pat", Role.PEER, line.clock())
    for stop, state in ((rest, DutyState.BREAK), (partial(line.off, "pat"), DutyState.OFF)):
        wake = await stop()
        assert (wake.wall, looked_at(wake)) == (True, {"pat"})
        assert (await line.desk(peer)).duty.state is state


async def test_who_never_was_on_shift_cannot_rest(line):
    with pytest.raises(StepNotAllowed):
        await line.desks.rest("nobody", Role.PEER, line.clock())


async def test_who_talks_cannot_simply_go_off(line):
    _, peer, _ = await line.paired()
    with pytest.raises(StepNotAllowed):
        await line.off(peer.id)


async def test_accepting_makes_a_pair(line):
    visitor, peer = await line.visitor("vera"), await line.ready("pat")
    await line.round()
    wake = await line.desks.accept(peer, await line.offer_of(peer), line.clock())
    assert notices(wake) == [Notice.PEER_JOINED]
    assert looked_at(wake) == {"vera", "pat"}
    assert await line.inside("talk-vera") == {"vera", "pat"}
    view, desk = await line.view(visitor), await line.desk(peer)
    assert (view.talk.visit.state, desk.duty.state) == (VisitState.TALKING, DutyState.TALKING)
    assert view.talk.visit.matched_at == line.clock()
    assert [t.talk.id for t in desk.talks] == ["talk-vera"]


async def test_a_backstage_holds_the_peer_and_who_already_watches(line):
    await line.visitor("vera")
    moderator, peer = await line.moderator(), await line.ready("pat")
    await line.supervision.read(moderator, "talk-vera", line.clock())
    await line.round()
    await line.desks.accept(peer, await line.offer_of(peer), line.clock())
    backstage = (await line.talk_row("talk-vera")).backstage
    assert await line.inside(backstage) == {"pat", "mona"}
    assert (await line.talk_row(backstage)).kind == Kind.BACKSTAGE
    assert (await line.say(moderator, backstage, "I am here")).message.seq == 1


async def test_accepting_after_the_offer_ran_out_is_too_late(line):
    await line.visitor("vera")
    peer = await line.ready("pat")
    await line.round()
    offer = await line.offer_of(peer)
    line.clock.passes(seconds=20)
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(peer, offer, line.clock())
    assert await line.inside("talk-vera") == {"vera"}


async def test_an_offer_is_accepted_once(line):
    await line.visitor("vera")
    peer = await line.ready("pat")
    await line.round()
    offer = await line.offer_of(peer)
    await line.desks.accept(peer, offer, line.clock())
    for again in (
        line.desks.accept(peer, offer, line.clock()),
        line.desks.decline("pat", offer, line.clock()),
    ):
        with pytest.raises(StepNotAllowed):
            await again


async def test_another_peers_offer_cannot_be_told_from_none(line):
    await line.visitor("vera")
    peer, eve = await line.ready("pat"), await line.ready("peeping")
    await line.round()
    offer = await line.offer_of(peer)
    for id_ in (offer, "none"):
        with pytest.raises(Refusal) as accepted:
            await line.desks.accept(eve, id_, line.clock())
        with pytest.raises(Refusal) as declined:
            await line.desks.decline(eve.id, id_, line.clock())
        assert accepted.value.code is declined.value.code is Code.NOT_FOUND


async def test_accepting_and_leaving_at_once_ends_well_either_way(line, database_url, data_dir):
    """On PostgreSQL the two meet in the same rows from both sides."""
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(8):
            name = f"v{n}"
            await line.visitor(name)
            peer = await line.ready(f"p{n}")
            pairing = Pairing(name, peer.id)
            await line.matchmaking.offer(await line.lead(), [pairing], line.clock(), PATIENCE)
            offer = await line.offer_of(peer)
            accepting = line.desks.accept(peer, offer, line.clock())
            leaving = other.visits.leave(name, line.clock())
            async with asyncio.timeout(100):
                results = await asyncio.gather(accepting, leaving, return_exceptions=True)
            assert not isinstance(results[1], Exception)
            assert not isinstance(results[0], Exception) or isinstance(results[0], StepNotAllowed)
            state = (await line.desk(peer)).duty.state
            accepted = not isinstance(results[0], Exception)
            assert state is (DutyState.WRAP_UP if accepted else DutyState.READY)
            assert await line.inside(f"talk-{name}") == {name}


async def test_ending_and_leaving_at_once_ends_once(line, database_url, data_dir):
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(8):
            _, peer, talk = await line.paired(f"v{n}", f"p{n}")
            both = (line.end(peer, talk), other.visits.leave(f"v{n}", line.clock()))
            async with asyncio.timeout(100):
                results = await asyncio.gather(*both, return_exceptions=True)
            wakes = [r for r in results if not isinstance(r, Exception)]
            assert all(isinstance(r, Refusal) for r in results if isinstance(r, Exception))
            assert sum(len(w.said) for w in wakes) == 1
            assert await line.seqs(talk) == [1, 2]


async def test_saying_ending_and_leaving_at_once_never_wait_for_each_other(
    line, database_url, data_dir
):
    pairs = [await line.paired(f"v{n}", f"p{n}") for n in range(6)]
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        doing = []
        for visitor, peer, talk in pairs:
            backstage = (await line.talk_row(talk)).backstage
            doing += [one.say(visitor, talk, "x") for one in (line, other)]
            doing += [other.say(peer, backstage, "x"), line.say(peer, talk, "y")]
            doing.append(other.talks.received([(talk, peer.id, 1), (backstage, peer.id, 1)]))
            doing.append(line.visits.seen([v.id for v, _, _ in pairs[::-1]], line.clock()))
            doing.append(line.desks.seen([(Role.PEER, p.id) for _, p, _ in pairs], line.clock()))
            doing += [line.end(peer, talk), other.visits.leave(visitor.id, line.clock())]
        async with asyncio.timeout(100):
            results = await asyncio.gather(*doing, return_exceptions=True)
    assert {type(r) for r in results if isinstance(r, Exception)} <= {Refusal}
    for row in await line.rows(conversations):
        assert row.phase == Phase.CLOSED
        assert await line.seqs(row.id) == list(range(1, row.last_seq + 1))


async def test_two_peers_cannot_take_one_visitor(line):
    await line.visitor("vera")
    await line.ready("pat"), await line.ready("paul")
    assert len(await line.round()) == 1
    assert await line.round() == []
    assert await line.count(offers) == 1


async def test_declining_frees_the_peer_and_returns_the_visitor(line):
    visitor, peer = await line.visitor("vera"), await line.ready("pat")
    await line.round()
    wake = await line.desks.decline(peer.id, await line.offer_of(peer), line.clock())
    assert looked_at(wake) == {"vera", "pat"}
    assert (await line.view(visitor)).talk.visit.state is VisitState.WAITING
    assert (await line.desk(peer)).duty.state is DutyState.READY
    (offer,) = await line.rows(offers)
    assert (offer.state, offer.ended_at) == (OfferState.DECLINED, line.clock())


async def test_only_who_speaks_in_it_may_end_it(line):
    _, _, talk = await line.paired()
    stranger, moderator = await line.ready("eve"), await line.moderator()
    await line.supervision.read(moderator, talk, line.clock())
    for who in (stranger, moderator):
        with pytest.raises(Refusal) as refused:
            await line.end(who, talk)
        assert refused.value.code is Code.NOT_FOUND
    await line.supervision.join(moderator, talk, line.clock())
    assert notices(await line.end(moderator, talk)) == [Notice.ENDED]


async def test_a_backstage_cannot_be_ended_by_itself(line):
    _, peer, talk = await line.paired()
    backstage = (await line.talk_row(talk)).backstage
    with pytest.raises(Refusal) as refused:
        await line.end(peer, backstage)
    assert refused.value.code is Code.NOT_FOUND
    assert (await line.talk_row(talk)).phase == Phase.OPEN


async def test_after_the_end_comes_the_wrap_up_and_then_the_next_one(line):
    _, peer, talk = await line.paired()
    wake = await line.end(peer, talk)
    assert looked_at(wake) == {"vera", "pat"}
    assert (await line.desk(peer)).wrap_up == talk
    await line.visitor("wim")
    assert await line.round() == []
    await line.wrap_up(peer, talk, "It went well")
    desk = await line.desk(peer)
    assert (desk.duty.state, desk.wrap_up) == (DutyState.READY, None)
    assert len(await line.round()) == 1
    (row,) = await line.rows(wrap_ups)
    key = key_of(await line.talk_row(talk))
    assert line.sealer.read_words(talk, key, row.sealed, "wrap-up") == "It went well"


async def test_a_peer_may_rest_after_the_wrap_up(line):
    _, peer, talk = await line.paired()
    await line.end(peer, talk)
    await line.wrap_up(peer, talk, then=DutyStep.REST)
    assert (await line.desk(peer)).duty.state is DutyState.BREAK


async def test_a_wrap_up_is_written_once_and_by_its_peer(line):
    _, peer, talk = await line.paired()
    with pytest.raises(StepNotAllowed):
        await line.wrap_up(peer, talk)
    await line.end(peer, talk)
    other = await line.ready("paul")
    with pytest.raises(StepNotAllowed):
        await line.wrap_up(other, talk)
    await line.wrap_up(peer, talk)
    with pytest.raises(StepNotAllowed):
        await line.wrap_up(peer, talk)


async def test_an_old_wrap_up_does_not_stand_for_the_new_one(line):
    _, peer, first = await line.paired("vera")
    await line.end(peer, first)
    await line.wrap_up(peer, first, "the first")
    _, peer, second = await line.paired("wim")
    await line.end(peer, second)
    with pytest.raises(StepNotAllowed):
        await line.wrap_up(peer, first, "again")
    assert (await line.desk(peer)).wrap_up == second


async def test_a_peer_can_go_on_when_the_visitor_had_everything_deleted(line):
    _, peer, talk = await line.paired()
    await line.visits.leave("vera", line.clock())
    wake = await line.forgetting.forget("vera")
    assert "pat" in looked_at(wake)
    await line.wrap_up(peer, talk, "There is nothing to write this on")
    assert (await line.desk(peer)).duty.state is DutyState.READY


async def test_a_peer_can_go_on_when_only_a_bare_flag_is_left(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk)
    await line.visits.leave("vera", line.clock())
    await line.forgetting.forget("vera")
    await line.wrap_up(peer, talk, "words")
    assert (await line.desk(peer)).duty.state is DutyState.READY

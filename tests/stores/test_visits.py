"""A visitor's place: taken once, kept through declines, drops and lost peers, left when asked."""

import asyncio
from datetime import timedelta

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.message import Notice
from server.domain.offer import OfferState
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState
from server.stores.tables.core import conversations, offers, visits, wrap_ups
from tests.stores.line import KEPT, LEAVES, a_line, absent, looked_at, notices


async def test_beginning_twice_begins_once(line):
    await line.visitor("vera")
    line.clock.passes(seconds=30)
    await line.visitor("vera")
    (visit,) = await line.rows(visits)
    assert visit.waiting_since == line.clock() - timedelta(seconds=30)
    assert await line.count(conversations) == 1


async def test_two_pages_that_begin_at_once_begin_once(line, database_url, data_dir):
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(5):
            twice = [line.visit(f"v{n}", f"t{n}-{page}") for page in range(4)]
            both = (line, other, line, other)
            await asyncio.gather(*(at.visits.begin(v) for at, v in zip(both, twice, strict=True)))
    assert await line.count(visits) == await line.count(conversations) == 5


async def test_a_visitor_may_write_while_waiting_and_the_peer_reads_it(line):
    visitor = await line.visitor("vera")
    await line.say(visitor, "talk-vera", "Is anybody there?")
    peer = await line.ready("pat")
    await line.round()
    await line.desks.accept(peer, await line.offer_of(peer), line.clock())
    tail = await line.talks.tail("pat", "talk-vera", 0, 10)
    assert [m.text for m in tail] == ["Is anybody there?", ""]


async def test_the_country_that_is_named_later_is_kept(line):
    visitor, peer, _ = await line.paired()
    wake = await line.visits.choose_country(visitor.id, "ES")
    (visit,) = await line.rows(visits)
    assert visit.region == "ES"
    assert wake.wall and {(Role.VISITOR, visitor.id), (Role.PEER, peer.id)} <= wake.looks


async def test_places_are_by_level_then_by_arrival(line):
    people = {}
    for name in ("ann", "ben", "cat"):
        people[name] = await line.visitor(name)
        line.clock.passes(seconds=1)
    assert [await place(line, p) for p in people.values()] == [1, 2, 3]
    await line.worries(people["cat"], "talk-cat", level=Level.L3)
    assert [await place(line, p) for p in people.values()] == [2, 3, 1]


async def test_who_talks_has_no_place(line):
    visitor, _, _ = await line.paired()
    assert await place(line, visitor) is None


async def test_leaving_twice_changes_nothing(line):
    await line.visitor("vera")
    first = await line.visits.leave("vera", line.clock())
    line.clock.passes(seconds=5)
    second = await line.visits.leave("vera", line.clock())
    assert (notices(first), notices(second)) == ([Notice.VISITOR_LEFT], [])
    (visit,) = await line.rows(visits)
    assert visit.state == VisitState.LEFT
    assert visit.ended_at == line.clock() - timedelta(seconds=5)


async def test_who_never_came_cannot_leave(line):
    with pytest.raises(Refusal) as refused:
        await line.visits.leave("nobody", line.clock())
    assert refused.value.code is Code.NOT_FOUND


async def test_who_leaves_while_offered_takes_the_offer_along(line):
    await line.visitor("vera")
    peer = await line.ready("pat")
    await line.round()
    wake = await line.visits.leave("vera", line.clock())
    assert looked_at(wake) == {"vera", "pat"}
    (offer,) = await line.rows(offers)
    assert offer.state == OfferState.WITHDRAWN
    desk = await line.desk(peer)
    assert (desk.duty.state, desk.offers) == (DutyState.READY, ())


async def test_who_leaves_while_talking_lets_the_peer_wrap_up(line):
    visitor, peer, talk = await line.paired()
    wake = await line.visits.leave(visitor.id, line.clock())
    assert notices(wake) == [Notice.VISITOR_LEFT]
    assert looked_at(wake) == {"vera", "pat"}
    desk = await line.desk(peer)
    assert (desk.duty.state, desk.wrap_up, desk.talks) == (DutyState.WRAP_UP, talk, ())


async def test_after_the_end_the_visitor_reads_on_and_the_staff_do_not(line):
    visitor, peer, talk = await line.paired()
    await line.say(peer, talk, "Take care")
    await line.end(peer, talk)
    assert [m.text for m in await line.talks.tail(visitor.id, talk, 1, 9)] == ["Take care", ""]
    for room in (talk, "one-2"):
        with pytest.raises(Refusal):
            await line.talks.tail(peer.id, room, 0, 9)


async def test_the_end_closes_the_backstage_and_sets_the_time_of_forgetting(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L2)
    await line.end(peer, talk, LEAVES)
    for row in await line.rows(conversations):
        assert (row.phase, row.closed_at) == (Phase.CLOSED, line.clock())
        assert row.forget_at == line.clock() + timedelta(hours=72)


async def test_a_visitor_who_is_away_keeps_their_place_but_is_not_offered(line):
    visitor = await line.visitor("vera")
    line.clock.passes(seconds=60)
    later = await line.visitor("wim")
    peer = await line.ready("pat")
    (pairing,) = await line.round()
    assert pairing.visit == "wim"
    assert await place(line, visitor) == 1
    await line.seen(visitor, later, peer)
    other = await line.ready("paul")
    (pairing,) = await line.round()
    assert (pairing.visit, pairing.peer) == ("vera", other.id)


async def test_who_is_gone_for_longer_than_the_grace_has_left(line):
    visitor = await line.visitor("vera")
    line.clock.passes(seconds=KEPT.calm.total_seconds() - 1)
    assert await line.visits.gone(absent(line.clock())) == []
    line.clock.passes(seconds=2)
    assert await line.visits.gone(absent(line.clock())) == ["vera"]
    await line.seen(visitor)
    assert await line.visits.gone(absent(line.clock())) == []


async def test_whoever_may_be_in_danger_is_kept_longer(line):
    visitor = await line.visitor("vera")
    await line.worries(visitor, "talk-vera", level=Level.L1)
    line.clock.passes(seconds=KEPT.worried.total_seconds() - 1)
    assert await line.visits.gone(absent(line.clock())) == []
    line.clock.passes(seconds=2)
    assert await line.visits.gone(absent(line.clock())) == ["vera"]


async def lapsed(line):
    """Vera, who was away for too long, and Wim, who came after her and is here."""
    vera = await line.visitor("vera")
    line.clock.passes(seconds=1)
    wim = await line.visitor("wim")
    mona = await line.moderator()
    line.clock.passes(seconds=KEPT.calm.total_seconds() + 1)
    await line.seen(wim, mona)
    await line.round()
    assert (await line.view(vera)).talk.visit.state is VisitState.LAPSED
    return vera, wim, mona


async def test_who_comes_back_too_late_goes_on_before_those_who_came_later(line):
    vera, wim, mona = await lapsed(line)
    assert await place(line, vera) is None
    await line.ready("pat")
    await line.seen(vera, wim, mona)
    for _ in range(2):  # twice is once
        await line.visits.resume(vera.id, line.clock(), line.seen_since)
    assert [await place(line, one) for one in (vera, wim)] == [1, 2]
    (pairing,) = await line.round()
    assert pairing.visit == "vera"


async def test_what_was_said_is_still_there_and_a_flag_stays_open(line):
    vera = await line.visitor("vera")
    await line.say(vera, "talk-vera", "Is anybody there?")
    line.clock.passes(seconds=KEPT.worried.total_seconds() + 1)
    await line.round()
    view = await line.view(vera)
    assert view.talk.visit.state is VisitState.LAPSED
    assert view.talk.talk.phase is Phase.OPEN
    assert view.talk.talk.last_seq == 1


async def test_nobody_goes_back_into_a_line_that_is_closed(line):
    vera, *_ = await lapsed(line)
    line.clock.passes(seconds=60)  # everybody else is gone
    with pytest.raises(Refusal) as refused:
        await line.visits.resume(vera.id, line.clock(), line.seen_since)
    assert refused.value.code is Code.CLOSED


async def test_who_is_away_for_some_minutes_is_in_nobodys_way(line):
    vera = await line.visitor("vera")
    line.clock.passes(seconds=60)
    wim = await line.visitor("wim")
    assert await place(line, wim) == 2
    line.clock.passes(seconds=90)
    await line.seen(wim)
    assert await place(line, wim) == 1
    assert (await line.visits.staffing(line.seen_since)).waiting == 1
    assert await place(line, vera) == 1, "whose page asks is here again"


async def test_who_talks_is_never_taken_for_gone(line):
    await line.paired()
    line.clock.passes(hours=1)
    assert await line.visits.gone(absent(line.clock())) == []


async def test_heads_are_counted_by_who_is_there(line):
    await line.visitor("vera")
    peer = await line.ready("pat")
    moderator = await line.moderator()
    line.clock.passes(seconds=30)
    await line.seen(moderator)
    heads = await line.visits.staffing(line.seen_since)
    assert (heads.moderators, heads.peers, heads.waiting) == (1, 0, 1)
    await line.seen(peer)
    assert (await line.visits.staffing(line.seen_since)).peers == 1
    assert await line.visits.live() == 1


async def test_nobody_seen_is_no_statement_gone_wrong(line):
    await line.visits.seen([], line.clock())
    await line.desks.seen([], line.clock())


async def test_being_seen_as_a_peer_is_not_being_seen_as_a_moderator(line):
    await line.ready("pat")
    await line.moderator("pat")
    line.clock.passes(seconds=60)
    await line.desks.seen([(Role.PEER, "pat")], line.clock())
    heads = await line.visits.staffing(line.seen_since)
    assert (heads.peers, heads.moderators) == (1, 0)


async def test_no_wrap_up_is_owed_for_who_only_waited(line):
    await line.visitor("vera")
    await line.visits.leave("vera", line.clock())
    assert await line.count(wrap_ups) == 0


async def place(line, visitor):
    return (await line.view(visitor)).place


async def test_who_comes_back_in_the_last_moment_is_not_let_go(line):
    visitor = await line.visitor("vera")
    fence = await line.lead()
    line.clock.passes(seconds=901)
    before = absent(line.clock())
    assert await line.visits.gone(before) == ["vera"]
    await line.seen(visitor)
    wake = await line.visits.let_go(fence, "vera", before, line.clock())
    assert looked_at(wake) == set()
    assert (await line.view(visitor)).talk.visit.state is VisitState.WAITING
    line.clock.passes(seconds=901)
    wake = await line.visits.let_go(fence, "vera", absent(line.clock()), line.clock())
    assert (await line.view(visitor)).talk.visit.state is VisitState.LAPSED


async def test_what_nobody_ended_and_nobody_writes_in_is_found(line):
    visitor, _, talk = await line.paired()
    await line.visitor("wim")
    line.clock.passes(hours=24)
    await line.say(visitor, talk)
    assert await line.visits.silent(line.clock() - timedelta(hours=23)) == ["wim"]


async def test_who_has_come_in_is_known_until_they_are_forgotten(line):
    assert not await line.visits.has_come("vera")
    visitor, _, _ = await line.paired()
    assert await line.visits.has_come(visitor.id)
    await line.visits.leave(visitor.id, line.clock())
    assert await line.visits.has_come(visitor.id)
    await line.forgetting.forget(visitor.id)
    assert not await line.visits.has_come(visitor.id)

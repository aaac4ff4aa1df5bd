"""How long people waited: each once, and those too who left without an answer."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from server.domain.ids import VisitId
from server.domain.visit import VisitState
from server.stores.queue.waits import KEPT, SqlWaits
from server.stores.tables.house import waits
from tests.readings import everything
from tests.stores.line import KEPT as KEPT_PLACE


@pytest.fixture
def told(line):
    async def of():
        history = await SqlWaits(line.db).history(line.clock())
        return [(one.time, one.answered, one.ago is None) for one in history]

    return of


async def test_waits_are_from_arriving_to_the_first_answer(line, told):
    visitor = await line.visitor("vera")
    line.clock.passes(seconds=90)
    peer = await line.ready("pat")
    await line.seen(visitor)
    await line.round()
    await line.desks.accept(peer, await line.offer_of(peer), line.clock())
    line.clock.passes(minutes=40)
    await line.seen(visitor)
    await line.round()  # the peer is lost, and comes back to the same visitor
    peer = await line.ready("pat")
    await line.round()
    await line.desks.accept(peer, await line.offer_of(peer), line.clock())
    await line.visits.leave(VisitId("vera"), line.clock())
    assert await told() == [(timedelta(seconds=90), True, False)]


async def test_who_leaves_unanswered_has_waited_and_so_has_who_is_still_there(line, told):
    await line.visitor("vera")
    line.clock.passes(minutes=30)
    await line.visitor("wim")
    await line.visits.leave(VisitId("vera"), line.clock())
    await line.visits.leave(VisitId("vera"), line.clock())
    line.clock.passes(minutes=1)
    assert await told() == [
        (timedelta(minutes=30), False, False),
        (timedelta(minutes=1), False, True),
    ]


async def lapses(line):
    """Vera waited an hour in sight of the page, then her phone slept for too long."""
    vera, mona = await line.visitor("vera"), await line.moderator()
    line.clock.passes(hours=1)
    await line.seen(vera, mona)
    line.clock.passes(seconds=KEPT_PLACE.calm.total_seconds() + 1)
    await line.seen(mona)
    await line.round()
    assert (await line.view(vera)).talk.visit.state is VisitState.LAPSED
    return vera, mona


async def test_who_comes_back_after_too_long_has_waited_once_from_the_beginning(line, told):
    vera, mona = await lapses(line)
    pat = await line.ready("pat")
    line.clock.passes(minutes=5)
    await line.seen(vera, mona, pat)
    await line.visits.resume(vera.id, line.clock(), line.seen_since)
    whole = timedelta(hours=1, minutes=5, seconds=KEPT_PLACE.calm.total_seconds() + 1)
    assert await told() == [(whole, False, True)]
    await line.round()
    await line.desks.accept(pat, await line.offer_of(pat), line.clock())
    assert await told() == [(whole, True, False)]


async def test_who_does_not_come_back_has_waited_until_their_line_was_lost(line, told):
    vera, _ = await lapses(line)
    assert await told() == [(timedelta(hours=1), False, False)]
    line.clock.passes(hours=20)
    await line.visits.leave(VisitId(vera.id), line.clock())
    assert await told() == [(timedelta(hours=1), False, False)]


async def test_a_wait_counts_though_the_visitor_had_everything_deleted(line, told):
    await line.visitor("vera")
    line.clock.passes(minutes=30)
    await line.visits.leave(VisitId("vera"), line.clock())
    await line.forgetting.forget(VisitId("vera"))
    assert await told() == [(timedelta(minutes=30), False, False)]


async def test_nothing_in_it_says_whose_wait_it_was(line):
    await line.visitor("vera", topic="loss")
    line.clock.passes(seconds=95)
    await line.visits.leave(VisitId("vera"), line.clock())
    async with line.db.read() as tx:
        (row,) = (await tx.execute(select(waits))).all()
    assert set(row._fields) == {
        "id", "ended_at", "hour", "language", "topic", "seconds", "answered",
    }  # fmt: skip
    assert row.ended_at.second == 0


def test_the_visitors_page_says_how_long_it_is_kept():
    keeping = everything().texts.in_language("en").keeping
    (said,) = [one for one in keeping.body if "how long you waited" in one]
    assert said.startswith("For four weeks ")
    assert timedelta(weeks=4) == KEPT


async def test_after_four_weeks_it_is_gone(line, told):
    await line.paired()
    fence = await line.leases.take("retention", "me", 10**7)
    line.clock.passes(seconds=KEPT.total_seconds() - 60)
    await line.forgetting.past(fence, line.clock())
    assert len(await told()) == 1
    line.clock.passes(minutes=3)
    assert await told() == []
    await line.forgetting.past(fence, line.clock())
    async with line.db.read() as tx:
        assert (await tx.execute(select(waits))).all() == []

"""A clock is set back an hour: nobody waits until that hour has come again."""

from server.domain.offer import OfferState
from server.domain.visit import VisitState
from server.stores.processes import SqlProcesses
from server.stores.tables.core import offers, visits
from tests.stores.line import GRACE, KEPT, PATIENCE

WHILE = GRACE.total_seconds() + 1


async def test_an_offer_that_nobody_answers_goes_on_to_the_next(line):
    pat = await line.ready("pat")
    vera = await line.visitor("vera")
    await line.round()
    line.clock.passes(hours=-1)
    paul = await line.ready("paul")
    for _ in range(2):
        line.clock.passes(seconds=PATIENCE.total_seconds() + 1)
        await line.seen(pat, paul, vera)
        await line.round()
    assert await line.offer_of(paul) or await line.offer_of(pat)
    (row,) = await line.rows(offers, offers.c.state == OfferState.OPEN)
    assert row.made_at == line.clock()


async def test_whose_peer_has_gone_comes_back_to_the_head(line):
    vera, pat, _ = await line.paired()
    line.clock.passes(hours=-1)
    await line.seen(vera)
    await line.round()
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING  # pat has the whole grace
    line.clock.passes(seconds=WHILE)
    await line.seen(vera)
    await line.round()
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert pat.id not in await line.inside("talk-vera")


async def test_who_has_gone_from_the_line_is_not_waited_for(line):
    await line.visitor("vera")
    line.clock.passes(hours=-1)
    await line.round()
    line.clock.passes(seconds=KEPT.calm.total_seconds() + 1)
    await line.round()
    (row,) = await line.rows(visits)
    assert row.state == VisitState.LAPSED


async def test_a_process_that_has_gone_is_not_taken_for_one_that_lives(line):
    processes = SqlProcesses(line.db)
    for name in ("w1", "w2"):
        await processes.alive(name, "worker", {}, line.clock())
    line.clock.passes(hours=-1)
    await processes.alive("web1", "web", {}, line.clock())
    assert await processes.last_seen("worker") == line.clock()  # with a grace like anybody's
    assert (await line.wall.picture(line.clock(), line.seen_since)).worker_seen
    line.clock.passes(seconds=WHILE)
    await processes.alive("web1", "web", {}, line.clock())
    assert not (await line.wall.picture(line.clock(), line.seen_since)).worker_seen


async def test_nobody_who_is_there_is_taken_for_gone(line):
    """The pass that says who is here comes later than the round."""
    mona = await line.moderator()
    vera, pat, talk = await line.paired()
    line.clock.passes(hours=-1)
    for _ in range(3):
        await line.round()
        line.clock.passes(seconds=5)
        await line.seen(mona, pat, vera)
    assert await line.inside(talk) == {"vera", "pat"}
    assert (await line.pictures.line(line.seen_since)).moderators == 1

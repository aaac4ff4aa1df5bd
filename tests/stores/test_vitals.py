"""How the whole service does: counted in SQL, the same whichever process is asked."""

from datetime import timedelta

from moderation.verdict import Level
from server.domain.flag import FlagState
from server.domain.paging import Attempt, Lapsed
from server.domain.vitals import Vitals
from server.stores.processes import SqlProcesses
from server.stores.risk.pages import SqlPages
from server.stores.vitals import SqlVitals


async def test_where_nothing_is_all_is_zero(line):
    assert await vitals(line) == Vitals({}, {}, {}, {}, timedelta(), None, {}, {})


async def test_open_flags_and_what_came_of_the_pager_are_counted(line):
    for name in ("vera", "vic"):
        visitor, _, talk = await line.paired(name, f"peer-{name}")
        await line.worries(visitor, talk, level=Level.L3, within=60)
    line.clock.passes(seconds=60)
    fence, then = await line.lead("clocks"), Lapsed(line.clock() + timedelta(hours=1), ("mail",))
    await line.flag_clock.lapse(fence, line.clock(), line.seen_since, lambda *_: then)
    pages = SqlPages(line.db)
    one, two = await pages.owed(fence, line.clock(), line.clock() + timedelta(seconds=30), ())
    await pages.paged(one, Attempt(line.clock(), delivered=True, status="250"), None)
    await pages.paged(two, Attempt(line.clock(), delivered=False, status="500"), line.clock())
    found = await vitals(line)
    assert found.flags == {(Level.L3, FlagState.OVERDUE): 2}
    assert found.paged == {("mail", True): 1, ("mail", False): 1}
    assert found.owed == {"mail": 1}


async def test_what_was_claimed_or_is_done_with_is_told_apart(line):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk)
    await line.alerts.claim((await line.only_flag()).id, await line.moderator(), line.clock())
    assert (await vitals(line)).flags == {(Level.L2, FlagState.CLAIMED): 1}


async def test_a_task_of_which_each_round_fails_is_told(line):
    await line.lead("retention")
    await line.leases.fared("retention", "worker", now_well=False)
    line.clock.passes(hours=2)
    assert (await vitals(line)).failing == {"retention": timedelta(hours=2)}


async def test_messages_that_wait_for_a_model_and_for_how_long(line):
    visitor, _, talk = await line.paired()
    await line.say(visitor, talk)
    line.clock.passes(seconds=90)
    await line.say(visitor, talk)
    found = await vitals(line)
    assert found.opinions == {"quick": 2}
    assert found.oldest == timedelta(seconds=90)


async def test_a_worker_that_is_not_seen_says_nothing_of_its_models(line):
    await SqlProcesses(line.db).alive("w1", "worker", {"deep": "slow"}, line.clock())
    line.clock.passes(seconds=30)
    assert (await vitals(line)).models == {"deep": "slow"}
    line.clock.passes(seconds=1)
    found = await vitals(line)
    assert (found.worker, found.models) == (timedelta(seconds=31), {})


async def vitals(line):
    return await SqlVitals(line.db).read(line.clock())

"""The matchmaker's rounds, with a clock that a test turns."""

import asyncio
from datetime import timedelta

import pytest

from server.domain.conversation import Phase
from server.domain.duty import DutyState
from server.domain.matching import Rule
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.visit import VisitState
from server.services.queue.matching import Matching
from server.services.queue.open_door import OpenDoor
from server.stores.leases import LeaseLost
from server.stores.tables.core import duties, visits
from tests.stores.line import AWAY, KEPT, PATIENCE, absent


class Evening:
    """Turns the clock; who is there answers all the time."""

    def __init__(self, line, told):
        self.line = line
        self.told = told
        self.door = True
        self.there = []
        self.fence = None
        self.offered = []
        self.matching = Matching(
            matchmaking=line.matchmaking,
            absences=line.absences,
            visits=line.visits,
            hints=told,
            door=OpenDoor(self._door_seen, AWAY, line.clock.ticks),
            now=line.clock,
            offer=PATIENCE,
            away=AWAY,
            kept=KEPT,
            rule=Rule(timedelta(minutes=3)),
            offered=self.offered.extend,
        )

    async def _door_seen(self):
        return self.line.clock() if self.door else None

    async def round(self):
        self.fence = self.fence or await self.line.lead()
        await self.line.seen(*self.there)
        await self.matching.round(self.fence)

    async def passes(self, seconds, step=5):
        for _ in range(0, seconds, step):
            self.line.clock.passes(seconds=step)
            await self.round()

    async def come(self, *people):
        self.there += people
        await self.round()

    def go(self, person):
        self.there.remove(person)

    async def state(self, visitor):
        (row,) = await self.line.rows(visits, visits.c.id == visitor.id)
        return VisitState(row.state)

    async def duty(self, peer):
        (duty,) = await self.line.duties(duties.c.staff == peer.id)
        return duty.state


@pytest.fixture
async def evening(line, told):
    """A moderator is on duty, and everybody had the grace to come back since the start."""
    evening = Evening(line, told)
    evening.there.append(await line.moderator())
    await evening.round()
    await evening.passes(130, step=130)
    return evening


async def test_who_waits_is_offered_to_who_is_ready_and_both_are_told(evening, line, told):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await evening.come(vera, pat)
    assert await line.offer_of(pat)
    assert evening.offered == ["pat"]  # whose console may be out of sight
    assert {(Role.VISITOR, "vera"), (Role.PEER, "pat")} <= told.looks


async def test_an_offer_that_nobody_answers_goes_to_the_next_peer_after_twenty_seconds(
    evening, line
):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await evening.come(vera, pat)
    line.clock.passes(seconds=1)
    paul = await line.ready("paul")
    await evening.come(paul)
    await evening.passes(15)
    assert await line.offer_of(pat)
    await evening.passes(10)
    assert await line.offer_of(pat) is None
    assert await line.offer_of(paul)


async def test_who_let_an_offer_lapse_is_asked_again_after_a_minute(evening, line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await evening.come(vera, pat)
    await evening.passes(25)
    assert await line.offer_of(pat) is None
    await evening.passes(60)
    assert await line.offer_of(pat)


async def test_the_offer_of_a_peer_whose_line_is_gone_moves_on_after_twenty_seconds(evening, line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await evening.come(vera, pat)
    evening.go(pat)
    line.clock.passes(seconds=1)
    paul = await line.ready("paul")
    await evening.come(paul)
    await evening.passes(25)
    assert await line.offer_of(paul)
    assert await evening.state(vera) is VisitState.OFFERED


async def test_nobody_is_offered_to_who_is_away(evening, line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await evening.come(pat)
    evening.go(pat)
    await evening.passes(25)
    await evening.come(vera)
    assert await evening.state(vera) is VisitState.WAITING


async def test_without_a_moderator_nobody_is_paired_and_who_talks_goes_on(evening, line):
    vera, pat, talk = await line.paired()
    evening.there = [vera, pat]
    await evening.passes(25)
    vic, paul = await line.visitor("vic"), await line.ready("paul")
    await evening.come(vic, paul)
    assert await evening.state(vic) is VisitState.WAITING
    assert (await line.talk_row(talk)).phase == Phase.OPEN
    await evening.come(await line.moderator("mike"))
    assert await evening.state(vic) is VisitState.OFFERED


async def test_a_lost_peers_visitor_is_at_the_head_again_after_the_grace(evening, line, told):
    vera, pat, _ = await line.paired()
    line.clock.passes(seconds=1)
    evening.there += [vera]
    await evening.passes(100)
    assert await evening.state(vera) is VisitState.TALKING
    vic = await line.visitor("vic")
    await evening.come(vic)
    await evening.passes(25)
    assert await evening.state(vera) is VisitState.WAITING
    assert await evening.duty(pat) is DutyState.OFF
    assert Notice.PEER_LOST in told.notices
    paul = await line.ready("paul")
    await evening.come(paul)
    assert await evening.state(vera) is VisitState.OFFERED
    assert await evening.state(vic) is VisitState.WAITING


async def test_whose_phone_sleeps_is_kept_in_the_line_and_then_may_come_back(evening, line, told):
    vera = await line.visitor("vera")
    await evening.passes(890, step=30)
    assert await evening.state(vera) is VisitState.WAITING
    await evening.passes(60, step=30)
    assert await evening.state(vera) is VisitState.LAPSED
    assert Notice.VISITOR_LEFT not in told.notices


async def test_who_comes_back_within_the_grace_keeps_the_arrival_rank(evening, line):
    vera = await line.visitor("vera")
    line.clock.passes(seconds=1)
    vic = await line.visitor("vic")
    await evening.come(vic)
    await evening.passes(115)
    await evening.come(vera)
    await evening.come(await line.ready("pat"))
    assert await evening.state(vera) is VisitState.OFFERED
    assert await evening.state(vic) is VisitState.WAITING


async def test_nobody_loses_a_place_because_the_whole_line_was_away(line, told):
    """After a restart of everything pages need a moment to come back."""
    vera, pat, _ = await line.paired()
    vic = await line.visitor("vic")
    line.clock.passes(seconds=600)
    evening = Evening(line, told)
    await evening.passes(100)
    assert await evening.state(vera) is VisitState.TALKING
    assert await evening.state(vic) is VisitState.WAITING
    evening.there += [vera, pat]
    await evening.passes(40)
    assert await evening.state(vera) is VisitState.TALKING
    await evening.passes(700, step=20)
    assert await evening.state(vic) is VisitState.WAITING
    await evening.passes(100, step=20)
    assert await evening.state(vic) is VisitState.LAPSED


async def test_the_grace_counts_anew_after_every_web_process_was_away(evening, line):
    vic = await line.visitor("vic")
    evening.door = False
    await evening.passes(300, step=20)
    evening.door = True
    await evening.passes(880, step=20)
    assert await evening.state(vic) is VisitState.WAITING
    await evening.passes(60, step=20)
    assert await evening.state(vic) is VisitState.LAPSED


async def test_who_comes_back_at_the_last_moment_is_not_let_go(evening, line):
    """The leader may be stopped between looking and acting."""
    vera = await line.visitor("vera")
    line.clock.passes(seconds=910)
    before = absent(line.clock())
    assert await line.visits.gone(before) == ["vera"]
    await line.seen(vera)
    await line.visits.let_go(evening.fence, "vera", before, line.clock())
    assert await evening.state(vera) is VisitState.WAITING


async def test_a_former_leader_writes_nothing(evening, line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    evening.there += [vera, pat]
    line.clock.passes(seconds=3601)
    await line.leases.take("matching", "another", 60)
    with pytest.raises(LeaseLost):
        await evening.round()
    assert await evening.state(vera) is VisitState.WAITING
    with pytest.raises(LeaseLost):
        await line.visits.let_go(evening.fence, "vera", absent(line.clock()), line.clock())


async def test_rounds_at_the_same_time_make_one_offer(evening, line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    evening.there += [vera, pat, await line.ready("paul")]
    await asyncio.gather(*(evening.round() for _ in range(3)))
    assert await evening.state(vera) is VisitState.OFFERED


async def test_a_wish_is_looked_for_until_the_cap_then_it_is_the_soonest(evening, line):
    await evening.come(await line.ready("paul", experiences=("lost_someone",)))
    wim = await line.visitor("wim")
    await evening.come(wim)
    vera = await line.visitor("vera", wish="lost_someone")
    await evening.come(vera, await line.ready("pat"))
    assert await evening.state(wim) is VisitState.OFFERED
    assert await evening.state(vera) is VisitState.WAITING
    line.clock.passes(seconds=180)
    await evening.round()
    assert await evening.state(vera) is VisitState.OFFERED


async def test_a_wish_that_nobody_on_shift_could_fulfil_keeps_nobody_waiting(evening, line):
    vera = await line.visitor("vera", wish="lost_someone")
    await evening.come(vera, await line.ready("pat"))
    assert await evening.state(vera) is VisitState.OFFERED


async def test_with_whom_one_would_rather_not_talk_one_never_does(evening, line):
    vera = await line.visitor("vera", veto="man")
    await evening.come(vera, await line.ready("pat", experiences=("man",)))
    await evening.passes(300)
    assert await evening.state(vera) is VisitState.WAITING
    assert not (await line.view(vera)).answerable
    paula = await line.ready("paula")
    await evening.come(paula)
    assert await line.offer_of(paula)


async def test_a_topic_that_a_peer_keeps_out_of_never_comes_to_them(evening, line):
    vera = await line.visitor("vera", topic="loss")
    pat = await line.ready("pat", avoids=("loss",))
    await evening.come(vera, pat)
    assert await line.offer_of(pat) is None
    vic = await line.visitor("vic")
    await evening.come(vic)
    assert await evening.state(vic) is VisitState.OFFERED

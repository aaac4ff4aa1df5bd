"""Whatever people do in whatever order: one place for each, and nobody drops off the list."""

import asyncio
from contextlib import contextmanager, suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, event

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.ending import HowToEnd
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.offer import OfferState
from server.domain.refusal import Refusal
from server.domain.session import Role, Session
from server.domain.transfer import TransferState
from server.domain.visit import LIVE, VisitState
from server.stores.tables.core import conversations, duties, members, metadata, offers, visits
from server.stores.tables.house import transfers, vetoes
from tests.stores.line import LEAVES, a_line
from tests.stores.test_transfers import ask, lapse

PEERS = ("pat", "paul", "piet")
MOST = 6  # visitors in one story
VISITORS = [f"v{n}" for n in range(MOST)]
which = st.integers(0, MOST - 1)
peer = st.sampled_from(PEERS)


class Bustle(RuleBasedStateMachine):
    """Over the real stores; `run` runs something on them, `line` is them."""

    run = line = None

    @initialize()
    def an_empty_house(self):
        self.run(emptied(self.line))
        self.begun = {}  # visit: when
        self.over = set()  # who left, was let go, or whose conversation was ended
        self.line.let_go.clear()
        for name in PEERS[1:]:
            self.a_peer_is_ready(name)
        for _ in range(2):
            self.somebody_comes()
        self.the_matchmaker_goes_round()

    @rule()
    def somebody_comes(self):
        if len(self.begun) < MOST:
            name = f"v{len(self.begun)}"
            self.begun[name] = self.line.clock()
            self.run(self.line.visitor(name))

    @rule(n=which)
    def a_visitor_leaves(self, n):
        if f"v{n}" in self.begun:
            self.run(self.line.visits.leave(f"v{n}", self.line.clock()))
            self.over.add(f"v{n}")

    @rule(n=which, level=st.sampled_from([Level.L1, Level.L3]))
    def a_visitor_worries(self, n, level):
        if f"v{n}" in self.begun:
            self._try(self.line.worries(Session(f"v{n}", Role.VISITOR), f"talk-v{n}", level=level))

    @rule(name=peer, places=st.integers(1, 3))
    def a_peer_is_ready(self, name, places=1):
        self._try(self.line.ready(name, places=places))

    @rule(name=peer)
    def a_peer_rests(self, name):
        self._try(self.line.desks.rest(name, Role.PEER, self.line.clock()))

    @rule(name=peer)
    def a_peer_goes_off(self, name):
        self._try(self.line.off(name))

    @rule(name=peer)
    def a_peer_accepts(self, name):
        who = Session(name, Role.PEER, name.title())
        if offer := self.run(self.line.offer_of(who)):
            self._try(self.line.desks.accept(who, offer, self.line.clock()))

    @rule(name=peer)
    def a_peer_declines(self, name):
        if offer := self.run(self.line.offer_of(Session(name, Role.PEER))):
            self._try(self.line.desks.decline(name, offer, self.line.clock()))

    @rule(name=peer)
    def a_peer_ends(self, name):
        who = Session(name, Role.PEER, name.title())
        for talk in self.run(self.line.desk(who)).talks:
            if talk.ends is HowToEnd.NOT:
                continue
            self.run(self.line.end(who, talk.talk.id, LEAVES))
            self.over.add(talk.visit.id)

    @rule(n=which)
    def a_visitor_wants_somebody_else(self, n):
        if f"v{n}" in self.begun:
            visitor = Session(f"v{n}", Role.VISITOR)
            self._try(self.line.pairs.change(visitor, self.line.clock()))

    @rule(name=peer, other=peer)
    def a_peer_asks_another_to_take_over(self, name, other):
        who = Session(name, Role.PEER, name.title())
        for talk in self.run(self.line.desk(who)).talks:
            self._try(ask(self.line, who, talk.talk.id, other))

    @rule(name=peer, accept=st.booleans())
    def a_peer_answers_that(self, name, accept):
        who = Session(name, Role.PEER, name.title())
        if asked := self.run(self.line.desk(who)).asked:
            id_, at = asked.transfer.id, self.line.clock()
            self._try(self.line.transfers.answer(who, id_, accept=accept, at=at))

    @rule(name=peer, then=st.sampled_from([DutyStep.GO_READY, DutyStep.REST]))
    def a_peer_wraps_up(self, name, then):
        who = Session(name, Role.PEER)
        if talk := self.run(self.line.desk(who)).wrap_up:
            self.run(self.line.wrap_up(who, talk, "went well", then))

    @rule(
        seconds=st.sampled_from([1, 15, 25]),
        away=st.sets(st.sampled_from([*VISITORS, *PEERS]), max_size=4),
    )
    def time_passes(self, seconds, away):
        """Meanwhile the lines of some are down; the matchmaker sees who is there."""
        self.line.clock.passes(seconds=seconds)
        seen = [Session(name, Role.VISITOR) for name in VISITORS if name not in away]
        seen += [Session(name, Role.PEER) for name in PEERS if name not in away]
        self.run(self.line.seen(*seen))
        self.the_matchmaker_goes_round()

    @rule(who=st.sampled_from([*VISITORS, *PEERS]))
    def somebodys_line_is_gone(self, who):
        self.time_passes(910 if who in VISITORS else 130, {who})

    @rule(who=st.sampled_from(VISITORS))
    def somebody_goes_on_waiting(self, who):
        self._try(self.line.visits.resume(who, self.line.clock(), self.line.seen_since))

    def the_matchmaker_goes_round(self):
        self.run(self.line.round())
        self.run(lapse(self.line))
        self.over.update(self.line.let_go)
        self._whoever_is_in_danger_has_a_peer_of_their_own(self.run(Truth.read(self.line)))

    def _try(self, coming):
        with suppress(StepNotAllowed, Refusal):
            self.run(coming)

    @invariant()
    def it_holds(self):
        truth = self.run(Truth.read(self.line))
        self._everybody_has_one_place(truth)
        self._nobody_drops_off(truth)
        self._every_peer_has_what_is_counted(truth)
        self._nobody_is_with_whom_they_left(truth)
        self._places_are_by_level_and_arrival(truth)

    def _everybody_has_one_place(self, truth):
        assert set(truth.visits) == set(self.begun)
        for visit in truth.visits.values():
            CHECKS[VisitState(visit.state)](truth, visit)
            assert visit.waiting_since == self.begun[visit.id]  # the arrival rank stays

    def _nobody_drops_off(self, truth):
        live = {v.id for v in truth.visits.values() if v.state in LIVE}
        assert live == set(self.begun) - self.over

    def _every_peer_has_what_is_counted(self, truth):
        for duty in truth.duties.values():
            talking = [m for m in truth.seated if m.person == duty.staff]
            offered = [o for o in truth.open_offers if o.peer == duty.staff]
            offered += [t for t in truth.open_transfers if t.whom == duty.staff]
            assert (len(talking), len(offered)) == (duty.talking, duty.offered)
            assert not offered or len(talking) + duty.wrapping < duty.places
            assert not talking or duty.availability in ("ready", "going")

    def _whoever_is_in_danger_has_a_peer_of_their_own(self, truth):
        for offer in truth.open_offers:
            theirs = (m for m in truth.seated if m.person == offer.peer)
            assert all(truth.talks[m.conversation].level < Level.L2 for m in theirs)

    def _nobody_is_with_whom_they_left(self, truth):
        for visit, who in truth.vetoes:
            assert who not in {m.person for m in truth.peers_in(truth.visits[visit])}
            assert who not in {o.peer for o in truth.offers_of(truth.visits[visit])}

    def _places_are_by_level_and_arrival(self, truth):
        views = self.run(self.line.pictures.visits(list(self.begun), self.line.seen_since))
        waiting = [
            v for v in truth.visits.values() if v.state in (VisitState.WAITING, VisitState.OFFERED)
        ]
        levels = {v.id: truth.talks[v.conversation].level for v in waiting}
        ranked = sorted(waiting, key=lambda v: (-levels[v.id], v.waiting_since, v.id))
        places = {who: view.place for who, view in views.items() if view.place}
        assert places == {visit.id: n for n, visit in enumerate(ranked, start=1)}


class Truth:
    """The tables in one moment."""

    @classmethod
    async def read(cls, line):
        truth = cls()
        truth.visits = {row.id: row for row in await line.rows(visits)}
        truth.talks = {row.id: row for row in await line.rows(conversations)}
        truth.duties = {row.staff: row for row in await line.rows(duties)}
        truth.open_offers = await line.rows(offers, offers.c.state == OfferState.OPEN)
        asked = transfers.c.state == TransferState.ASKED
        truth.open_transfers = await line.rows(transfers, asked)
        truth.vetoes = [(row.visit, row.peer) for row in await line.rows(vetoes)]
        main = {row.id for row in truth.talks.values() if row.about is None}
        inside = await line.rows(members, members.c.left_at.is_(None))
        truth.inside = [m for m in inside if m.role != Role.VISITOR]
        truth.seated = [m for m in truth.inside if m.conversation in main]
        return truth

    def peers_in(self, visit):
        return [m for m in self.seated if m.conversation == visit.conversation]

    def offers_of(self, visit):
        return [o for o in self.open_offers if o.visit == visit.id]


def waits(truth, visit):
    assert truth.peers_in(visit) == truth.offers_of(visit) == []
    assert truth.talks[visit.conversation].phase == Phase.OPEN


def is_offered(truth, visit):
    (offer,) = truth.offers_of(visit)
    assert truth.duties[offer.peer].offered == 1
    assert truth.peers_in(visit) == []
    assert truth.talks[visit.conversation].phase == Phase.OPEN


def talks_with_somebody(truth, visit):
    (seat,) = truth.peers_in(visit)
    assert truth.duties[seat.person].talking >= 1
    assert truth.offers_of(visit) == []
    talk = truth.talks[visit.conversation]
    assert talk.phase == Phase.OPEN
    assert truth.talks[talk.backstage].phase == Phase.OPEN


def is_over(truth, visit):
    assert truth.offers_of(visit) == []
    rooms = {t.id for t in truth.talks.values() if t.visit == visit.id}
    assert [m for m in truth.inside if m.conversation in rooms] == []
    assert {truth.talks[room].phase for room in rooms} == {Phase.CLOSED}


CHECKS = {
    VisitState.WAITING: waits,
    VisitState.LAPSED: waits,
    VisitState.OFFERED: is_offered,
    VisitState.TALKING: talks_with_somebody,
    VisitState.ENDED: is_over,
    VisitState.LEFT: is_over,
}


async def emptied(line):
    async with line.db.write() as tx:
        for table in reversed(metadata.sorted_tables):
            await tx.execute(delete(table))


@contextmanager
def running(url, keys):
    """A line on an event loop that only runs when asked to."""
    with asyncio.Runner() as runner:
        opened = a_line(url, keys)
        line = runner.run(opened.__aenter__())
        event.listen(line.db._writer.sync_engine, "connect", not_to_the_disk)
        try:
            yield runner.run, line
        finally:
            runner.run(opened.__aexit__(None, None, None))


def not_to_the_disk(connection, _):
    """What survives a power cut is for other tests; here thousands of commits must be quick."""
    connection.cursor().execute("PRAGMA synchronous = OFF")


@pytest.mark.timeout(110)
def test_nobody_is_ever_lost_or_in_two_places(sqlite_url, data_dir):
    with running(sqlite_url, data_dir / "keys") as (run, line):
        story = type("Story", (Bustle,), {"run": staticmethod(run), "line": line})
        run_state_machine_as_test(
            story,
            settings=settings(
                max_examples=25,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )

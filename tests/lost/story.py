"""What people do, and what happens to them, in any order."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from moderation.verdict import Level
from server.contract import care_commands as care
from server.contract import commands as ask
from server.contract import duty_commands as duty
from server.contract import queue_commands as queue
from server.contract import silence_commands as silence
from server.contract import staff_commands as work
from server.domain.flag import Outcome
from server.domain.protection import Hurt
from server.domain.session import Role
from tests.lost.world import LEADERS, World

visitor = st.sampled_from(World.visitors)
peer = st.sampled_from(World.peers)
moderator = st.sampled_from(World.moderators)
anybody = st.sampled_from((*World.visitors, *World.peers, *World.moderators))
web = st.integers(0, 1)
which = st.integers(0, 7)
level = st.sampled_from((0, 0, 0, 1, 2, 3, 4))


async def first_evening(world):
    """Two visitors talk with two peers; a third peer is free, and so is a moderator."""
    await world.begins()
    await world.all_come()
    for name in ("mona", *world.peers):
        await world.ask(name, duty.GoReady())
    for name in world.visitors[:2]:
        await world.ask(name, ask.Begin(consent=True, language="en"))
    await world.worker.leads(world.leaders)
    await world.settles()
    for name in world.peers:
        await answers_offer(world, name, accept=True)
    await world.settles()
    await world.remembers()


async def answers_offer(world, name, *, accept):
    kind = work.AcceptOffer if accept else work.DeclineOffer
    for one in (await world.truth()).offers:
        if one.peer == name:
            await world.ask(name, kind(offer=one.id))


class Story(RuleBasedStateMachine):
    """`run` runs something on the loop, `world` is where it happens."""

    run = world = None

    @initialize()
    def an_evening_begins(self):
        self.run(self.world.begins_again())

    # Visitors

    @rule(name=visitor)
    def somebody_comes(self, name):
        self._asks(name, ask.Begin(consent=True, language="en"))

    @rule(name=visitor, level=level)
    def a_visitor_writes(self, name, level):
        self.run(self._visitor_writes(name, level))

    @rule(name=visitor, level=level)
    def a_visitor_writes_more(self, name, level):
        self.run(self._visitor_writes(name, level))

    async def _visitor_writes(self, name, level):
        if visit := (await self.world.truth()).visits.get(name):
            await self.world.writes(name, visit.conversation, level)

    @rule(name=visitor, kind=st.sampled_from((ask.ChangePeer, ask.ReportPeer)))
    def a_visitor_wants_somebody_else(self, name, kind):
        self._asks(name, kind())

    @rule(name=visitor)
    def a_visitor_leaves(self, name):
        self.run(self._ending(name, name, ask.Leave()))

    async def _ending(self, visit, name, command):
        """Also if the answer is lost it may be over."""
        over = self.world.check.over
        before = visit in over
        over.add(visit)
        if await self.world.ask(name, command) is False and not before:
            over.discard(visit)

    @rule(name=st.one_of(visitor, peer), n=which)
    def somebody_is_still_here(self, name, n):
        self._in_talk(name, n, lambda talk: silence.StillHere(conversation=talk))

    # Peers

    @rule(name=peer, at_once=st.sampled_from((1, 1, 2, 3)))
    def a_peer_is_ready(self, name, at_once):
        self._asks(name, duty.GoReady(at_once=at_once))

    @rule(name=peer, kind=st.sampled_from((duty.Rest, duty.GoOff)))
    def a_peer_goes(self, name, kind):
        self._asks(name, kind())

    @rule(name=peer, accept=st.sampled_from((True, True, False)))
    def a_peer_answers_an_offer(self, name, accept):
        self.run(answers_offer(self.world, name, accept=accept))

    @rule(name=peer)
    def a_peer_takes_the_next(self, name):
        self._asks(name, queue.TakeNext())

    @rule(name=peer, n=which, level=st.sampled_from((0, 0, 0, 1)))
    def a_peer_writes(self, name, n, level):
        self.run(self._staff_writes(name, n, level))

    async def _staff_writes(self, name, n, level):
        session, truth = self.world.pages[name].session, await self.world.truth()
        mine = truth.talks_of(name, session.role) + truth.talks_of(name, session.role, "backstage")
        if mine:
            await self.world.writes(name, mine[n % len(mine)], level)

    @rule(name=peer, n=which)
    def a_peer_ends(self, name, n):
        self.run(self._ends(name, n))

    @rule(name=moderator, n=which)
    def a_moderator_ends(self, name, n):
        self.run(self._ends(name, n))

    async def _ends(self, name, n, ask_for=lambda talk: work.End(conversation=talk)):
        session, truth = self.world.pages[name].session, await self.world.truth()
        if mine := truth.talks_of(name, session.role):
            talk = truth.talks[mine[n % len(mine)]]
            await self._ending(talk.visit, name, ask_for(talk.id))

    @rule(name=peer, rest=st.booleans())
    def a_peer_wraps_up(self, name, rest):
        self.run(self._wraps_up(name, rest=rest))

    async def _wraps_up(self, name, *, rest):
        page = self.world.pages[name]
        if page.is_up:
            desk = (await page.web.process.line.renewing.desks([name]))[name]
            if desk.wrap_up:
                await self.world.ask(name, work.WrapUp(conversation=desk.wrap_up, rest=rest))

    @rule(name=peer, n=which)
    def a_peer_steps_aside(self, name, n):
        self._in_talk(name, n, lambda talk: care.StepAside(conversation=talk))

    @rule(name=peer, n=which, kind=st.sampled_from(Hurt))
    def a_peer_ends_and_reports(self, name, n, kind):
        self.run(self._ends(name, n, lambda talk: care.EndAndReport(conversation=talk, kind=kind)))

    @rule(name=peer, n=which, level=level)
    def a_peer_asks_for_help(self, name, n, level):
        self._in_talk(
            name, n, lambda talk: work.AskModerator(conversation=talk, level=Level(level))
        )

    @rule(name=st.one_of(peer, moderator), whom=st.one_of(peer, moderator), n=which)
    def somebody_is_asked_to_take_over(self, name, whom, n):
        role = self.world.pages[whom].session.role
        self._in_talk(
            name, n, lambda talk: work.AskTransfer(conversation=talk, whom=whom, role=role)
        )

    @rule(name=st.one_of(peer, moderator), accept=st.booleans())
    def that_is_answered(self, name, accept):
        self.run(self._answers_transfer(name, accept=accept))

    async def _answers_transfer(self, name, *, accept):
        for one in (await self.world.truth()).transfers:
            if one.whom == name:
                await self.world.ask(name, work.AnswerTransfer(transfer=one.id, accept=accept))

    # Moderators

    @rule(name=moderator, kind=st.sampled_from((duty.GoReady, duty.GoReady, duty.GoOff)))
    def a_moderator_comes_or_goes(self, name, kind):
        self._asks(name, kind())

    @rule(name=moderator, n=which, kind=st.sampled_from((work.Read, work.Join, work.StepBack)))
    def a_moderator_looks(self, name, n, kind):
        self.run(self._watches(name, n, kind))

    async def _watches(self, name, n, kind):
        truth = await self.world.truth()
        talks = sorted(talk.id for talk in truth.talks.values() if talk.kind == "one_to_one")
        if talks:
            await self.world.ask(name, kind(conversation=talks[n % len(talks)]))

    @rule(name=moderator, n=which)
    def a_moderator_writes(self, name, n):
        self.run(self._staff_writes(name, n, 0))

    @rule(name=moderator, n=which, level=level)
    def a_moderator_sets_a_level(self, name, n, level):
        self._in_talk(
            name,
            n,
            lambda talk: work.SetLevel(conversation=talk, level=Level(level), reason="so it is"),
        )

    @rule(name=moderator, n=which)
    def a_moderator_claims(self, name, n):
        self.run(self._flagged(name, n, lambda flag: work.ClaimFlag(flag=flag)))

    @rule(name=moderator, n=which)
    def a_moderator_resolves(self, name, n):
        self.run(self._flagged(name, n, _resolving))

    async def _flagged(self, name, n, command):
        if flags := (await self.world.truth()).unresolved():
            flags.sort(key=lambda flag: flag.id)
            await self.world.ask(name, command(flags[n % len(flags)].id))

    @rule(name=moderator, kind=st.sampled_from((queue.PauseIntake, queue.OpenIntake)))
    def the_door_is_shut_or_opened(self, name, kind):
        self._asks(name, kind())

    # Lines, processes, time

    @rule(name=anybody)
    def a_line_drops(self, name):
        self.run(self.world.drops(name))

    @rule(name=anybody, n=web)
    def somebody_comes_back(self, name, n):
        self.run(self.world.returns(name, self.world.webs[n]))

    @rule(n=web, commits=st.integers(0, 2), kept=st.booleans())
    def a_web_process_will_die(self, n, commits, kept):
        self.world.webs[n].fate.plan(commits, kept=kept)

    @rule(n=web)
    def a_web_process_dies(self, n):
        self.run(self.world.loses(self.world.webs[n]))

    @rule(commits=st.integers(0, 6), kept=st.booleans())
    def the_worker_will_die(self, commits, kept):
        self.world.worker.fate.plan(commits, kept=kept)

    @rule(name=st.sampled_from(LEADERS))
    def the_worker_is_stopped(self, name):
        """And another one takes its place; one day it wakes."""
        self.run(self.world.stops_worker(name))

    @rule(up=st.booleans())
    def the_nerve_is_cut_or_mended(self, up):
        self.world.nerve_is_up = up

    @rule(seconds=st.sampled_from((2, 2, 5, 15, 25, 130)))
    def time_passes(self, seconds):
        self.run(self.world.passes(seconds))

    @invariant()
    def it_holds(self):
        if self.world.webs:
            self.run(self.world.holds())

    def teardown(self):
        self.run(self.world.ends())

    # How

    def _asks(self, name, command):
        return self.run(self.world.ask(name, command))

    def _in_talk(self, name, n, command):
        self.run(self._asks_in_talk(name, n, command))

    async def _asks_in_talk(self, name, n, command):
        session, truth = self.world.pages[name].session, await self.world.truth()
        if session.role is Role.VISITOR:
            mine = [truth.visits[name].conversation] if name in truth.visits else []
        else:
            mine = truth.talks_of(name, session.role)
        if mine:
            await self.world.ask(name, command(mine[n % len(mine)]))


def _resolving(flag):
    return work.ResolveFlag(flag=flag, outcome=Outcome.CONFIRMED, reason="seen to")

"""A page's snapshot and everything it was told since give a fresh snapshot, for each role."""

import asyncio
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from moderation.verdict import Level
from server.contract.events import WallRenewed
from server.contract.staff_views import DeskView, WallView
from server.contract.views import VisitView
from server.domain.flag import Outcome
from server.domain.ids import FlagId
from server.domain.lifecycle import StepNotAllowed
from server.domain.matching import Rule, match
from server.domain.refusal import Refusal
from server.domain.session import Role
from server.transport.audience import who
from server.transport.marks import without_marks
from tests.readings import everything
from tests.transport.processes import processes, quick_disk

EVERYTHING = everything()
VIEWS = {Role.VISITOR: VisitView, Role.PEER: DeskView, Role.MODERATOR: WallView}


def whole(view):
    return view


class Page:
    """Holds a snapshot and applies what it is told, as the pages do."""

    def __init__(self, process, session, sid):
        self.process = process
        self.session = session
        self.sid = sid

    async def sync(self):
        self.view = await self.process.sync(self.session)
        self.from_ = len(self.process.edge.told[self.sid])

    def shown(self, tidy=whole):
        view = self.view
        for name, body in self.process.edge.told[self.sid][self.from_ :]:
            if name in ("visit", "desk"):
                view = msgspec.convert(body["view"], VIEWS[self.session.role])
            elif name == "wall":
                view = merged(view, msgspec.convert(body, WallRenewed))
        return comparable(tidy(view))

    async def fresh(self, tidy=whole):
        return comparable(tidy(await self.process.line.renewing._pages(who(self.session))))


def merged(view, renewed):
    def cards(known, new, gone):
        by_id = {card.id: card for card in known} | {card.id: card for card in new}
        return tuple(card for one, card in by_id.items() if one not in gone)

    return WallView(
        duty=renewed.duty,
        flags=cards(view.flags, renewed.flags, renewed.flags_gone),
        conversations=cards(view.conversations, renewed.conversations, renewed.conversations_gone),
        health=renewed.health or view.health,
        peers=view.peers if renewed.peers is None else renewed.peers,
    )


def comparable(view):
    """The pages sort the cards of the wall themselves."""
    plain = msgspec.to_builtins(view)
    for name in ("flags", "conversations") if isinstance(view, WallView) else ():
        plain[name] = sorted(plain[name], key=lambda card: card["id"])
    return plain


class Evening:
    """Two visitors, two peers, two moderators, at two processes; anything may happen."""

    def __init__(self, stores, nerve, all_):
        self.stores = stores
        self.nerve = nerve
        self.processes = all_
        self.pages = []

    async def begin(self):
        self.mona = await self.stores.moderator()
        self.mike = await self.stores.moderator("mike")
        self.vera, self.pat, self.talk = await self.stores.paired()
        self.vic = await self.stores.visitor("vic")
        self.paul = await self.stores.ready("paul")
        people = (self.mona, self.mike, self.vera, self.pat, self.vic, self.paul)
        for place, session in enumerate(people):
            process = self.processes[place % 2]
            page = Page(process, session, await process.open(session))
            await page.sync()
            self.pages.append(page)
        await self.flush()

    async def happen(self, step, number):
        """Whatever it was, the process where it happened tells what it stirred."""
        try:
            found = await self._did(step, number)
        except (StepNotAllowed, Refusal):
            return
        for wake in found if isinstance(found, list) else [found]:
            self.processes[number % 2].line.messenger.spread(wake)

    async def _did(self, step, number):  # noqa: C901 - a table of what may happen
        at, stores = self.stores.clock(), self.stores
        moderator = (self.mona, self.mike)[number % 2]
        match step:
            case "worry":
                raising = stores.raising(Level(number % 4 + 1))
                return await stores.alerts.ask(self.pat, self.talk, raising, at)
            case "claim":
                return await stores.alerts.claim(await self._flag(), moderator, at)
            case "resolve":
                done = (Outcome.CONFIRMED, "seen to", at)
                return await stores.alerts.resolve(await self._flag(), moderator, *done)
            case "level":
                level = Level(number % 5)
                return await stores.alerts.set_level(self.talk, level, moderator, "so it is", at)
            case "read":
                return await stores.supervision.read(moderator, self.talk, at)
            case "join":
                return await stores.supervision.join(moderator, self.talk, at)
            case "step back":
                return await stores.supervision.step_back(moderator, self.talk, at)
            case "refer":
                resource = EVERYTHING.directory.find(country="GB")[0].id
                return (await stores.refer(moderator, self.talk, resource))[1]
            case "offer":
                fence, queue = await stores.lead(), await stores.queue()
                pairings = match(queue.waiting, queue.ready, Rule(timedelta(minutes=3)), at)
                return await stores.matchmaking.offer(fence, pairings, at, PATIENCE)
            case "accept":
                return await stores.desks.accept(self.paul, await stores.offer_of(self.paul), at)
            case "decline":
                offer = await stores.offer_of(self.paul)
                return await stores.desks.decline(self.paul.id, offer, at)
            case "leave":
                return await stores.visits.leave((self.vera, self.vic)[number % 2].id, at)
            case "end":
                return await stores.endings.end(self.pat, self.talk, at)
            case "wrap up":
                return await stores.wrap_up(self.pat, self.talk)
            case "rest":
                return await stores.desks.rest(self.paul.id, Role.PEER, at)
            case "off":
                return await stores.off(moderator.id, Role.MODERATOR)
            case "forget":
                return await stores.forgetting.forget(self.vera.id)

    async def _flag(self):
        flags = (await self.stores.raised()).flags
        return flags[0].id if flags else FlagId("none")

    async def flush(self):
        self.nerve.deliver_all()
        for process in self.processes:
            while process.line.renewing.is_asked:
                await process.line.renewing.flush()

    async def look_everywhere(self):
        for process in self.processes:
            process.line.renewing.look_everywhere()
        await self.flush()

    async def holds(self, without=(), tidy=whole):
        for page in self.pages:
            shown, fresh = page.shown(tidy), await page.fresh(tidy)
            for name in without:
                shown.pop(name, None), fresh.pop(name, None)
            assert shown == fresh, page.session


# Heads counted over everybody: nobody is woken for them, they come with the next look everywhere.
OF_EVERYBODY = ("closed", "paused", "wait", "waiting", "health")
PATIENCE = timedelta(seconds=20)

KINDS = """worry, claim, resolve, level, read, join, step back, refer, offer, accept, decline,
leave, end, wrap up, rest, off, forget, flush"""
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS.replace("\n", " ").split(", ")), st.integers(0, 9)), max_size=12
)


@settings(max_examples=10)
@example(steps=[("refer", 0), ("flush", 0), ("join", 0), ("step back", 0)])
@given(steps=STEPS)
def test_a_snapshot_and_its_changes_are_a_fresh_snapshot_for_everybody(sqlite_databases, steps):
    asyncio.run(an_evening(sqlite_databases, steps))


async def an_evening(databases, steps):
    with quick_disk(), tempfile.TemporaryDirectory() as name, databases.fresh(Path(name)) as url:
        async with processes(url, Path(name) / "keys", 2, EVERYTHING) as made:
            evening = Evening(*made)
            await evening.begin()
            for step, number in steps:
                await (evening.flush() if step == "flush" else evening.happen(step, number))
            await evening.flush()
            await evening.holds(without=OF_EVERYBODY, tidy=without_marks)  # messages tell those
            await evening.look_everywhere()
            await evening.holds()


@pytest.fixture
async def evening(sqlite_url, data_dir):
    async with processes(sqlite_url, data_dir / "keys", 2, EVERYTHING) as made:
        evening = Evening(*made)
        await evening.begin()
        yield evening


async def test_what_nobody_was_told_is_found_when_everything_is_looked_at(evening):
    await evening.stores.worries(evening.vera, evening.talk)
    await evening.look_everywhere()
    await evening.holds()


async def test_a_page_that_shows_the_truth_is_told_nothing(evening):
    before = {page.sid: len(page.process.edge.told[page.sid]) for page in evening.pages}
    await evening.look_everywhere()
    assert {p.sid: len(p.process.edge.told[p.sid]) for p in evening.pages} == before


async def test_the_wall_is_told_only_the_cards_that_changed(evening):
    page = evening.pages[0]
    before = len(page.process.told(page.sid, "wall"))
    await evening.happen("worry", 0)
    await evening.flush()
    told = page.process.told(page.sid, "wall")[before:]
    assert len([card for wall in told for card in wall["flags"]]) == 1
    assert [card["id"] for wall in told for card in wall["conversations"]] == [evening.talk]


async def test_what_changes_while_a_page_is_read_for_the_first_time_is_told_afterwards(evening):
    process, session = evening.processes[0], await evening.stores.moderator("nora")
    sid = await process.open(session)
    renewing, walls = process.line.renewing, process.line.renewing.walls
    reads = walls.reads

    async def slowly():
        walls.reads = reads
        raised = await reads.raised()
        await evening.happen("worry", 0)
        evening.nerve.deliver_all()
        await renewing.flush()
        return raised

    walls.reads = replace(reads, raised=slowly)
    view = await process.sync(session)
    assert view.flags == ()
    await evening.flush()
    assert any(wall["flags"] for wall in process.told(sid, "wall"))


async def test_an_answer_that_is_older_than_what_was_told_meanwhile_does_not_last(evening):
    """Somebody who entered a room read that they still stood at its door, and nothing after it."""
    page = evening.pages[2]
    renewing = page.process.line.renewing
    reads = renewing.visits

    async def slowly(people):
        renewing.visits = reads
        older = await reads(people)
        await evening.stores.supervision.join(evening.mona, evening.talk, evening.stores.clock())
        await renewing.flush()
        return older

    renewing.look(who(page.session))
    renewing.visits = slowly
    answer = await renewing.view(page.session)
    assert page.process.told(page.sid, "visit")[-1]["view"] != msgspec.to_builtins(answer)
    before = len(page.process.told(page.sid, "visit"))
    await evening.flush()
    assert len(page.process.told(page.sid, "visit")) == before + 1


async def test_a_store_that_is_away_leaves_the_pages_as_they_are(evening):
    process = evening.processes[0]
    renewing, before = process.line.renewing, [page.shown() for page in evening.pages]
    reads = renewing.walls.reads

    async def away():
        raise OSError

    renewing.walls.reads = replace(reads, picture=away, raised=away)
    renewing.look_everywhere()
    with capture_logs() as logs:
        await evening.flush()
    assert [entry["event"] for entry in logs] == ["wall not renewed"] * 2
    assert [page.shown() for page in evening.pages] == before
    renewing.walls.reads = reads
    await evening.stores.worries(evening.vera, evening.talk)
    renewing.look_everywhere()
    await renewing.flush()
    assert evening.pages[0].process.told(evening.pages[0].sid, "wall")


async def test_a_page_that_has_not_asked_yet_is_told_nothing(evening):
    process, session = evening.processes[0], await evening.stores.moderator("nora")
    sid = await process.open(session)
    await evening.happen("worry", 0)
    await evening.flush()
    assert process.edge.told[sid] == []


async def test_a_flag_is_told_while_the_whole_wall_is_still_being_read(evening):
    """However many talk: the wall grows with them, the flags do not."""
    process, page = evening.processes[0], evening.pages[0]
    walls, free = process.line.renewing.walls, asyncio.Event()
    reads = walls.reads

    async def slowly():
        await free.wait()
        return await reads.picture()

    walls.reads = replace(reads, picture=slowly)
    await evening.happen("worry", 0)
    whole = asyncio.create_task(walls._whole.flush())
    await asyncio.sleep(0)
    await walls._flags.flush()
    assert page.shown()["flags"]
    free.set()
    await whole
    assert page.shown() == await page.fresh()


async def test_a_whole_wall_that_was_read_before_a_flag_does_not_take_it_away(evening):
    process, page = evening.processes[0], evening.pages[0]
    walls = process.line.renewing.walls
    reads = walls.reads

    async def then_a_flag():
        picture = await reads.picture()
        await evening.happen("worry", 0)
        await walls._flags.flush()
        assert page.shown()["flags"]
        return picture

    walls.reads = replace(reads, picture=then_a_flag)
    walls.look()
    await walls._whole.flush()
    assert page.shown()["flags"]

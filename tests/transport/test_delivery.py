"""Every member hears every message once, in order; nobody else hears anything (D1, D2, D4, D5)."""

import asyncio
import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from moderation.verdict import Action, Verdict
from server.domain.wake import Wake
from server.stores.watch.pauses import SqlPauses
from tests.transport.processes import processes, quick_disk

WITHHELD = Verdict(actions=Action.WITHHOLD)


class Talk:
    """Vera, Pat and Mona in one conversation, each at some process, and a stranger at each."""

    def __init__(self, stores, nerve, all_):
        self.stores = stores
        self.nerve = nerve
        self.processes = all_
        self.at = {}
        self.sockets = []
        self.pages = {}

    async def begin(self):
        vera, pat, self.id = await self.stores.paired()
        mona = await self.stores.moderator()
        await self.stores.supervision.read(mona, self.id, self.stores.clock())
        self.people = {"vera": vera, "pat": pat, "mona": mona}
        self.strangers = [
            (process, await process.open(await self.stores.visitor(f"stranger-{process.name}")))
            for process in self.processes
        ]
        self.begun = (await self.stores.seqs(self.id))[-1]
        self.pages = {name: set(range(1, self.begun + 1)) for name in self.people}
        for place, name in enumerate(self.people):
            await self.come(name, place)

    async def come(self, name, place):
        process = self.processes[place % len(self.processes)]
        sid = await process.open(self.people[name])
        self.at[name] = (process, sid)
        self.sockets.append((name, process, sid))
        await self.catch_up(name)

    async def catch_up(self, name):
        """As a page does it after `sync`: from the last line up to which it has all."""
        tail = await self.stores.talks.tail(name, self.id, self._whole(name), 100)
        self.pages[name] |= {message.seq for message in tail}

    def _whole(self, name):
        seq = 0
        while seq + 1 in self.has(name):
            seq += 1
        return seq

    def has(self, name):
        told = [line["seq"] for who, p, sid in self.sockets if who == name for line in p.heard(sid)]
        return self.pages[name] | set(told)

    async def go(self, name):
        process, sid = self.at[name]
        await process.close(self.people[name], sid)

    async def say(self, name, text="hello", **more):
        """On disk first; then the process that kept it tells its own people and the others."""
        kept = await self.stores.say(self.people[name], self.id, text, **more)
        process, _ = self.at[name]
        process.line.messenger.spread(Wake(said=[kept.message]))
        return kept.message.seq

    def lines(self, name):
        process, sid = self.at[name]
        return process.heard(sid, self.id)

    async def reconcile(self):
        for process in self.processes:
            await process.reconcile()


@asynccontextmanager
async def a_talk(url, keys, count=3):
    async with processes(url, keys, count) as made:
        talk = Talk(*made)
        await talk.begin()
        yield talk


@pytest.fixture
async def talk(sqlite_url, data_dir):
    async with a_talk(sqlite_url, data_dir / "keys") as talk:
        yield talk


async def test_everybody_hears_it_once_also_the_speaker(talk):
    seq = await talk.say("vera")
    talk.nerve.deliver_all()
    for name in talk.people:
        assert [line["seq"] for line in talk.lines(name)] == [seq]


async def test_ones_own_words_are_marked_as_ones_own(talk):
    await talk.say("vera", ref="my-ref")
    talk.nerve.deliver_all()
    (own,), (heard,) = talk.lines("vera"), talk.lines("pat")
    assert (own["mine"], own["ref"]) == (True, "my-ref")
    assert (heard["mine"], heard["ref"]) == (False, None)


async def test_what_was_withheld_is_read_by_its_writer_and_moderators_only(talk):
    await talk.say("vera", "an insult", verdict=WITHHELD)
    talk.nerve.deliver_all()
    assert {name: talk.lines(name)[0]["text"] for name in talk.people} == {
        "vera": "an insult",
        "pat": "",
        "mona": "an insult",
    }
    assert all(talk.lines(name)[0]["withheld"] for name in talk.people)


async def test_findings_are_told_to_staff_only(talk):
    await talk.stores.worries(talk.people["vera"], talk.id)
    await talk.reconcile()
    assert [bool(talk.lines(name)[0]["notes"]) for name in talk.people] == [False, True, True]


async def told(talk, wake):
    """As the process that kept it tells it, and the others hear of it."""
    talk.processes[0].line.messenger.spread(wake)
    talk.nerve.deliver_all()
    for process in talk.processes:
        await process.settled()


async def test_in_a_pause_the_pair_hears_nothing_new_and_the_moderator_everything(talk):
    pauses, mona = SqlPauses(talk.stores.db), talk.people["mona"]
    before = await talk.say("vera")
    talk.nerve.deliver_all()
    wake = await pauses.pause(mona, talk.id, talk.stores.clock())
    paused = wake.said[0].seq
    await told(talk, wake)
    meanwhile = [await talk.say("vera"), await talk.say("pat")]
    talk.nerve.deliver_all()
    await talk.reconcile()
    for name in ("vera", "pat"):
        assert [line["seq"] for line in talk.lines(name)] == [before, paused]
    assert [line["seq"] for line in talk.lines("mona")] == [before, paused, *meanwhile]


@pytest.mark.parametrize("lost", [False, True])
async def test_when_it_goes_on_each_hears_each_once_and_in_order(talk, lost):
    pauses, mona, clock = SqlPauses(talk.stores.db), talk.people["mona"], talk.stores.clock
    wake = await pauses.pause(mona, talk.id, clock())
    await told(talk, wake)
    seqs = [wake.said[0].seq, await talk.say("vera"), await talk.say("pat"), await talk.say("vera")]
    talk.nerve.deliver_all()
    wake = await pauses.go_on(mona, talk.id, clock())
    if lost:
        talk.nerve.lose_all()
    else:
        await told(talk, wake)
    await talk.reconcile()
    seqs += [wake.said[0].seq, await talk.say("pat")]
    talk.nerve.deliver_all()
    for name in talk.people:
        assert [line["seq"] for line in talk.lines(name)] == seqs


async def test_who_comes_back_in_a_pause_hears_the_rest_when_it_goes_on(talk):
    pauses, mona, clock = SqlPauses(talk.stores.db), talk.people["mona"], talk.stores.clock
    await told(talk, await pauses.pause(mona, talk.id, clock()))
    await talk.go("pat")
    seq = await talk.say("vera")
    talk.nerve.deliver_all()
    await talk.come("pat", 2)
    await talk.reconcile()
    assert seq not in talk.has("pat")
    await told(talk, await pauses.go_on(mona, talk.id, clock()))
    await talk.reconcile()
    assert seq in talk.has("pat")


async def test_a_hint_that_comes_too_early_brings_what_was_lost_before_it(talk):
    first = await talk.say("vera")
    talk.nerve.lose_all()
    second = await talk.say("vera")
    talk.nerve.deliver_all()
    await talk.processes[1].settled()
    assert [line["seq"] for line in talk.lines("pat")] == [first, second]


async def test_without_any_hint_the_reconcile_pass_brings_it(talk):
    seqs = [await talk.say("vera"), await talk.say("pat"), await talk.say("vera")]
    talk.nerve.lose_all()
    await talk.reconcile()
    for name in talk.people:
        assert [line["seq"] for line in talk.lines(name)] == seqs


async def test_a_gap_of_many_pages_is_read_to_its_end(talk, monkeypatch):
    monkeypatch.setattr("server.transport.delivery.PAGE", 3)
    seqs = [await talk.say("vera") for _ in range(10)]
    talk.nerve.lose_all()
    await talk.reconcile()
    assert [line["seq"] for line in talk.lines("pat")] == seqs


async def test_a_gap_that_cannot_be_read_is_read_by_the_next_pass(talk):
    seq = await talk.say("vera")
    talk.nerve.lose_all()
    talk.processes[1].gap_fails = 1
    with capture_logs() as logs:
        await talk.reconcile()
    assert [entry["event"] for entry in logs] == ["gap not read"]
    assert talk.lines("pat") == []
    await talk.reconcile()
    assert [line["seq"] for line in talk.lines("pat")] == [seq]


async def test_nothing_is_told_to_a_socket_that_has_gone(talk):
    process, sid = talk.at["pat"]
    await talk.go("pat")
    await talk.say("vera")
    talk.nerve.deliver_all()
    await talk.reconcile()
    assert process.heard(sid) == []


async def test_nothing_is_told_while_a_gap_is_read_to_whom_goes_meanwhile(talk):
    process, sid = talk.at["pat"]
    await talk.say("vera")
    talk.nerve.lose_all()
    await process.line.reconciling._talks()
    await talk.go("pat")
    await process.settled()
    assert process.heard(sid) == []


async def test_a_member_who_left_hears_nothing_more_after_their_page_was_looked_at(talk):
    mona = talk.people["mona"]
    process, _ = talk.at["mona"]
    await talk.stores.supervision.step_back(mona, talk.id, talk.stores.clock())
    await process.line.connections.attending.refresh([(mona.role, mona.id)])
    await process.settled()
    heard = talk.lines("mona")
    talk.stores.clock.passes(seconds=1)
    await talk.say("vera")
    talk.nerve.deliver_all()
    await talk.reconcile()
    assert talk.lines("mona") == heard


async def test_whom_the_visitor_has_left_hears_nothing_more_also_where_no_hint_says_so(talk):
    """Valkey is away: the peer's page has not been looked at when the next words are found."""
    vera, (process, sid) = talk.people["vera"], talk.at["pat"]
    await talk.stores.say(vera, talk.id, "Before")
    talk.stores.clock.passes(seconds=1)
    await talk.stores.pairs.change(vera, talk.stores.clock())
    talk.stores.clock.passes(seconds=1)
    await talk.stores.say(vera, talk.id, "Not for him")
    for _ in range(2):
        await process.reconcile()
    told = process.heard(sid, talk.id)
    assert [line["text"] for line in told if line["text"]] == ["Before"]
    assert told[-1]["notice"] == "peer_changed"


async def test_whom_the_visitor_has_left_hears_nothing_more_before_their_page_was_looked_at(talk):
    """It took as long as the look at SQL: a second and more, where there was much to do."""
    vera, (process, sid) = talk.people["vera"], talk.at["pat"]
    wake = await talk.stores.pairs.change(vera, talk.stores.clock())
    for message in wake.said:
        process.line.messenger.spread(Wake(said=[message]))
    talk.stores.clock.passes(seconds=1)
    await talk.say("vera", "Not for him")
    talk.nerve.deliver_all()
    for each in talk.processes:
        await each.settled()
    assert [line["notice"] for line in process.heard(sid, talk.id)] == ["peer_changed"]


async def test_last_words_reach_a_peer_whose_conversation_ends_before_their_hint_came(talk):
    process, sid = talk.at["pat"]
    pat = talk.people["pat"]
    last = await talk.say("vera", "I can't any more. Goodbye")
    talk.nerve.lose_all()
    await talk.stores.visits.leave("vera", talk.stores.clock())
    await process.line.connections.attending.refresh([(pat.role, pat.id)])
    await process.settled()
    assert [line["seq"] for line in talk.lines("pat")] == [last, last + 1]
    assert process.heard(sid)[1]["notice"] == "visitor_left"
    await process.line.connections.attending.refresh([(pat.role, pat.id)])
    await process.settled()
    assert len(talk.lines("pat")) == 2


async def test_the_context_of_the_next_words_is_what_was_said_last_also_after_a_lost_hint(talk):
    """A "yes" after "are you thinking of suicide?" is a disclosure: the question must be known."""
    process, _ = talk.at["vera"]
    await talk.say("pat", "Are you thinking of suicide?")
    talk.nerve.lose_all()
    await talk.reconcile()
    assert process.remembered[-1].text == "Are you thinking of suicide?"


async def test_what_was_remembered_is_forgotten_when_nobody_here_heard_what_followed(talk):
    process, _ = talk.at["vera"]
    before = len(process.unread)
    await talk.go("vera")
    assert process.unread[before:] == [talk.id]
    await talk.come("vera", 0)
    assert process.unread[before:] == [talk.id, talk.id]


async def test_an_older_message_never_becomes_the_context(talk):
    process, _ = talk.at["vera"]
    for text in ("first", "second"):
        await talk.say("pat", text)
    mine = [at for at, (name, *_) in enumerate(talk.nerve.pending) if name == process.name]
    for at in reversed(mine):
        talk.nerve.deliver(at)
    await process.settled()
    assert process.remembered[-1].text == "second"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["vera", "pat", "say", "hint", "hint", "twice", "lose", "break", "move"]),
        st.integers(0, 20),
    ),
    max_size=25,
)


@settings(max_examples=25)
@given(steps=STEPS)
def test_whatever_is_lost_doubled_or_late_everybody_has_everything_once(sqlite_databases, steps):
    asyncio.run(any_weather(sqlite_databases, steps))


async def any_weather(databases, steps):
    with (
        capture_logs(),  # to print what failed, with all its locals, would take most of the time
        quick_disk(),
        tempfile.TemporaryDirectory() as folder,
        databases.fresh(Path(folder)) as url,
    ):
        async with a_talk(url, Path(folder) / "keys") as talk:
            for step, number in steps:
                await happen(talk, step, number)
            talk.nerve.lose_all()
            for process in talk.processes:
                process.gap_fails = 0
                await process.settled()
            await talk.reconcile()
            await holds(talk)


async def happen(talk, step, number):
    match step:
        case "vera" | "pat":
            await talk.say(step, f"{step} {number}")
        case "say":
            kept = await talk.stores.say(talk.people["vera"], talk.id)  # its process died here
            assert kept.message.seq
        case "hint" | "twice":
            talk.nerve.deliver(number, again=step == "twice")
            await asyncio.sleep(0)
        case "lose":
            talk.nerve.lose(number)
        case "break":
            talk.processes[number % 3].gap_fails += 1
        case "move":
            name = list(talk.people)[number % 3]
            await talk.go(name)
            await talk.come(name, number)


async def holds(talk):
    everything = await talk.stores.seqs(talk.id)
    assert everything == list(range(1, len(everything) + 1))
    for _, process, sid in talk.sockets:
        seqs = [line["seq"] for line in process.heard(sid, talk.id)]
        assert not seqs or seqs == list(range(seqs[0], seqs[0] + len(seqs)))
        assert {body["conversation"] for body in process.told(sid, "heard")} <= {talk.id}
    for name in talk.people:
        assert talk.has(name) == set(everything), name
    for process, sid in talk.strangers:
        assert process.edge.told[sid] == []

"""What is acknowledged is on disk, once, in its place; what can't be kept is told."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from moderation.verdict import Action, Level, Verdict
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.stores.journal import Journal, NotKept
from server.stores.keeping import Keeping
from server.stores.tables.core import conversations, flags, messages, metadata
from server.stores.tables.house import risk_changes
from tests.stores.line import LEAVES, a_line, worrying

PATIENCE = 100


async def test_what_is_acknowledged_can_be_read_by_another_process(line, database_url, data_dir):
    visitor = await line.visitor("vera")
    kept = await line.say(visitor, "talk-vera", "Is anybody there?")
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as elsewhere:
        (read,) = await elsewhere.talks.tail("vera", "talk-vera", 0, 10)
    assert (read.seq, read.text, read.ref) == (1, "Is anybody there?", kept.message.ref)
    assert (read.at, read.name, read.role) == (line.clock(), "Quiet vera", Role.VISITOR)


async def test_a_visitor_is_heard_under_the_pseudonym(line):
    visitor = await line.visitor("vera")
    assert (await line.say(visitor, "talk-vera")).message.name == "Quiet vera"


async def test_nothing_is_acknowledged_before_the_commit(line):
    visitor = await line.visitor("vera")
    async with line.db.write() as tx:
        await tx.execute(update(conversations).values(last_seq=conversations.c.last_seq))
        saying = asyncio.create_task(line.say(visitor, "talk-vera"))
        done, _ = await asyncio.wait([saying], timeout=0.2)
        assert not done
    async with asyncio.timeout(PATIENCE):
        assert (await saying).message.seq == 1


async def test_the_same_ref_is_said_once(line):
    visitor = await line.visitor("vera")
    first = await line.say(visitor, "talk-vera", "Hello", "r1")
    line.clock.passes(seconds=3)
    again = await line.say(visitor, "talk-vera", "Hello", "r1")
    assert again.again and not first.again
    assert (again.message.seq, again.message.at) == (first.message.seq, first.message.at)
    assert await line.seqs("talk-vera") == [1]


async def test_the_same_ref_twice_in_one_batch_is_said_once(line):
    visitor = await line.visitor("vera")
    both = [line.say(visitor, "talk-vera", "Hello", "r1") for _ in range(2)]
    kept = await asyncio.gather(*both)
    assert [k.message.seq for k in kept] == [1, 1]
    assert [k.again for k in kept] == [False, True]


async def test_the_same_ref_in_two_processes_at_once_is_said_once(line, database_url, data_dir):
    visitor = await line.visitor("vera")
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for n in range(10):
            async with asyncio.timeout(PATIENCE):
                kept = await asyncio.gather(
                    *(one.say(visitor, "talk-vera", "Hello", f"r{n}") for one in (line, other))
                )
            assert len({k.message.seq for k in kept}) == 1
            assert sorted(k.again for k in kept) == [False, True]
    assert await line.seqs("talk-vera") == list(range(1, 11))


async def test_the_same_ref_of_two_people_is_two_messages(line):
    visitor, peer, talk = await line.paired()
    one = await line.say(visitor, talk, "Hello", "r1")
    two = await line.say(peer, talk, "Hello", "r1")
    assert not two.again
    assert one.message.seq != two.message.seq


async def test_who_repeats_a_message_after_the_end_learns_that_it_was_kept(line):
    visitor, peer, talk = await line.paired()
    mine = await line.say(visitor, talk, "Bye", "r1")
    theirs = await line.say(peer, talk, "Take care", "r1")
    await line.end(peer, talk)
    assert (await line.say(visitor, talk, "Bye", "r1")).message.seq == mine.message.seq
    assert (await line.say(peer, talk, "Take care", "r1")).message.seq == theirs.message.seq


async def test_a_hundred_mouths_leave_no_gap(line):
    people = [await line.visitor(f"v{n}") for n in range(20)]
    said = [(one, n) for n in range(10) for one in people]
    async with asyncio.timeout(PATIENCE):
        kept = await asyncio.gather(
            *(line.say(o, f"talk-{o.id}", f"{n}", f"r{n}") for o, n in said)
        )
    assert len(kept) == 200
    for one in people:
        mine = [k.message for k in kept if k.message.speaker == one.id]
        assert [m.seq for m in mine] == list(range(1, 11))
        tail = await line.talks.tail(one.id, f"talk-{one.id}", 0, 100)
        assert [m.text for m in tail] == [str(n) for n in range(10)]
        assert (await line.talk_row(f"talk-{one.id}")).last_seq == 10


async def test_messages_share_a_transaction(line):
    counts = []
    line.journal.committed = counts.append
    visitor = await line.visitor("vera")
    await asyncio.gather(*(line.say(visitor, "talk-vera", str(n)) for n in range(50)))
    assert sum(counts) == 50
    assert len(counts) < 10


async def test_who_comes_while_another_process_writes_shares_the_next_transaction(line):
    counts, visitor = [], await line.visitor("vera")
    line.journal.committed, line.journal.db = counts.append, Queued(line.db)

    first = asyncio.create_task(line.say(visitor, "talk-vera", "0"))
    async with asyncio.timeout(PATIENCE):
        await line.journal.db.asked.wait()
    others = [asyncio.create_task(line.say(visitor, "talk-vera", str(n))) for n in range(1, 6)]
    await asyncio.sleep(0)
    line.journal.db.free.set()

    async with asyncio.timeout(PATIENCE):
        kept = await asyncio.gather(first, *others)
    assert [one.message.seq for one in kept] == [1, 2, 3, 4, 5, 6]
    assert counts == [6]


async def test_words_are_kept_before_what_the_many_who_leave_have_to_write(line):
    written, visitor = [], await line.visitor("vera")

    async def leave(number):
        async with line.db.write():
            await asyncio.sleep(0.01)
            written.append(number)

    async with asyncio.timeout(PATIENCE):
        leaving = [asyncio.create_task(leave(n)) for n in range(200)]
        await asyncio.sleep(0)
        await line.say(visitor, "talk-vera", "I can't go on")
        before = len(written)
        await asyncio.gather(*leaving)
    assert before < 150
    assert len(written) == 200


async def test_two_who_flush_at_once_keep_everything_once(line):
    counts, visitor = [], await line.visitor("vera")
    line.journal.committed, line.journal.db = counts.append, Queued(line.db)

    saying = asyncio.create_task(line.say(visitor, "talk-vera"))
    await asyncio.sleep(0)
    flushing = [asyncio.create_task(line.journal.flush()) for _ in range(2)]
    async with asyncio.timeout(PATIENCE):
        await line.journal.db.asked.wait()
        line.journal.db.free.set()
        await asyncio.gather(saying, *flushing)

    assert counts == [1]
    assert await line.seqs("talk-vera") == [1]


async def test_a_batch_is_never_larger_than_the_most(line):
    counts = []
    line.journal.committed, line.journal.most = counts.append, 7
    visitor = await line.visitor("vera")
    await asyncio.gather(*(line.say(visitor, "talk-vera", str(n)) for n in range(20)))
    assert max(counts) == 7
    assert await line.seqs("talk-vera") == list(range(1, 21))


async def test_too_many_who_wait_are_told_to_come_again(line):
    visitor = await line.visitor("vera")
    line.journal.bound = 3
    said = (line.say(visitor, "talk-vera", str(n)) for n in range(5))
    results = await asyncio.gather(*said, return_exceptions=True)
    refused = [r for r in results if isinstance(r, Refusal)]
    assert [(r.code, r.retry_after) for r in refused] == [(Code.TOO_FAST, 1)] * 2


async def test_a_stranger_cannot_tell_whether_a_conversation_exists(line):
    await line.visitor("vera")
    stranger = await line.visitor("eve")
    codes = [await refusal(line.say(stranger, talk)) for talk in ("talk-vera", "talk-nobody")]
    assert codes == [Code.NOT_FOUND] * 2


async def test_who_has_left_is_a_stranger(line):
    _, peer, talk = await line.paired()
    await line.end(peer, talk)
    assert await refusal(line.say(peer, talk)) is Code.NOT_FOUND


async def test_who_only_reads_along_cannot_speak(line):
    _, _, talk = await line.paired()
    moderator = await line.moderator()
    await line.supervision.read(moderator, talk, line.clock())
    assert await refusal(line.say(moderator, talk)) is Code.NOT_FOUND


async def test_a_closed_conversation_takes_no_words(line):
    visitor = await line.visitor("vera")
    await line.visits.leave("vera", line.clock())
    assert await refusal(line.say(visitor, "talk-vera")) is Code.NOT_NOW


async def test_a_refusal_leaves_its_neighbours_alone(line):
    vera, eve = await line.visitor("vera"), await line.visitor("eve")
    said = [line.say(vera, "talk-vera"), line.say(eve, "talk-vera"), line.say(eve, "talk-eve")]
    results = await asyncio.gather(*said, return_exceptions=True)
    assert [type(r).__name__ for r in results] == ["Kept", "Refusal", "Kept"]


async def test_one_message_that_cannot_be_kept_does_not_take_its_neighbours_down(line):
    visitor = await line.visitor("vera")
    broken = "\ud800"  # half a character: it can't be encoded
    words = ["one", broken, "three"]
    said = (line.say(visitor, "talk-vera", text) for text in words)
    async with asyncio.timeout(PATIENCE):
        results = await asyncio.gather(*said, return_exceptions=True)
    assert [isinstance(r, Exception) for r in results] == [False, True, False]
    assert await line.seqs("talk-vera") == [1, 2]


async def test_words_are_in_no_plain_column(line):
    visitor, peer, talk = await line.paired()
    text = "canary in a coal mine"
    await line.worries(visitor, talk, text)
    await line.end(peer, talk, LEAVES)
    await line.wrap_up(peer, talk, text)
    for table in metadata.sorted_tables:
        for row in await line.rows(table):
            assert text not in repr(tuple(row))
            assert text.encode() not in b"".join(v for v in row if isinstance(v, bytes))


async def test_a_flag_and_the_level_come_with_the_message(line):
    visitor, _, talk = await line.paired()
    kept = await line.worries(visitor, talk, level=Level.L3)
    assert (kept.flagged, kept.raised_to) == (True, Level.L3)
    flag, row = await line.only_flag(), await line.talk_row(talk)
    assert (flag.seq, flag.level, flag.words) == (kept.message.seq, Level.L3, "I can't go on")
    assert (row.level, row.top_level) == (Level.L3, Level.L3)


async def test_nothing_is_kept_if_the_flag_cannot_be(line):
    visitor, _, talk = await line.paired()
    before = await line.seqs(talk)
    raising = line.raising(words="\ud800")
    with pytest.raises(UnicodeEncodeError):
        await line.say(visitor, talk, "fine", verdict=worrying(), raising=raising)
    assert await line.seqs(talk) == before
    assert (await line.talk_row(talk)).level == Level.L0


async def test_a_second_flag_adds_to_the_open_one(line):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, "first", Level.L2, within=60)
    line.clock.passes(seconds=10)
    await line.worries(visitor, talk, "second", Level.L3, within=30, concern="self_harm")
    await line.worries(visitor, talk, "third", Level.L1, within=600, concern="abuse")
    flag = await line.only_flag()
    assert (flag.level, flag.words) == (Level.L3, "second")
    assert flag.due_at == line.clock.at + (flag.due_at - line.clock.at)
    assert (flag.due_at - line.clock.at).total_seconds() == 30
    assert set(flag.concerns) == {"suicide", "self_harm", "abuse"}


async def test_two_flags_in_one_batch_are_one(line):
    visitor, _, talk = await line.paired()
    await asyncio.gather(*(line.worries(visitor, talk, f"{n}", Level(n)) for n in (1, 3, 2)))
    assert (await line.only_flag()).level == Level.L3
    changes = await line.rows(risk_changes)
    assert [(c.before, c.after) for c in changes] == [(0, 1), (1, 3)]


async def test_the_level_never_falls_by_machine(line):
    visitor, _, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L3)
    kept = await line.worries(visitor, talk, level=Level.L1)
    assert kept.raised_to is None
    assert (await line.talk_row(talk)).level == Level.L3


async def test_a_repeated_message_raises_nothing_twice(line):
    visitor, _, talk = await line.paired()
    verdict, raising = worrying(), line.raising()
    await line.say(visitor, talk, "x", "r1", verdict, raising)
    moderator = await line.moderator()
    flag = await line.only_flag()
    await line.alerts.claim(flag.id, moderator, line.clock())
    again = await line.say(visitor, talk, "x", "r1", verdict, raising)
    assert (again.again, again.flagged, again.raised_to) == (True, False, None)
    assert await line.count(flags) == 1


async def test_a_whisper_raises_no_level(line):
    _, peer, talk = await line.paired()
    backstage = (await line.talk_row(talk)).backstage
    kept = await line.say(peer, backstage, "x", verdict=worrying(Level.L3))
    assert kept.raised_to is None
    assert (await line.talk_row(talk)).level == Level.L0


async def test_what_needs_a_second_opinion_waits_for_it(line):
    visitor = await line.visitor("vera")
    await line.say(visitor, "talk-vera", "a", verdict=Verdict(actions=Action.SECOND_OPINION))
    await line.say(visitor, "talk-vera", "b")
    rows = await line.rows(messages)
    assert sorted(row.opinion for row in rows) == ["both", "quick"]


async def test_two_processes_take_turns_without_a_gap(line, database_url, data_dir):
    visitor, peer, talk = await line.paired()
    first = (await line.talk_row(talk)).last_seq
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        said = [line.say(visitor, talk, str(n)) for n in range(20)]
        heard = [other.say(peer, talk, str(n)) for n in range(20)]
        async with asyncio.timeout(PATIENCE):
            kept = await asyncio.gather(*said, *heard)
    assert sorted(k.message.seq for k in kept) == list(range(first + 1, first + 41))


async def test_two_processes_whose_conversations_cross_never_wait_for_each_other(
    line, database_url, data_dir
):
    people = [await line.visitor(f"v{n}") for n in range(6)]
    async with a_line(database_url, data_dir / "keys", line.clock, "two") as other:
        for turn in range(10):
            there, back = people, people[::-1]
            said = [line.say(p, f"talk-{p.id}", f"a{turn}") for p in there]
            said += [other.say(p, f"talk-{p.id}", f"b{turn}") for p in back]
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*said)
    for person in people:
        assert await line.seqs(f"talk-{person.id}") == list(range(1, 21))


async def test_a_failing_database_is_told_to_everybody_and_nobody_hangs(line):
    visitor = await line.visitor("vera")
    away = OperationalError("", {}, Exception("database is locked"))
    failing = Journal(Broken(line.db, away), line.journal.keeping, gather=0)
    writing = asyncio.create_task(failing.run())
    sayings = [failing.keep(line.saying(visitor, "talk-vera", str(n))) for n in range(300)]
    async with asyncio.timeout(PATIENCE):
        results = await asyncio.gather(*sayings, return_exceptions=True)
    assert all(isinstance(r, OperationalError) for r in results)
    assert failing.db.tried == 2  # a batch, and the next one: none of them in turn
    writing.cancel()


async def test_after_the_database_is_back_it_keeps_again(line):
    visitor = await line.visitor("vera")
    broken = Broken(line.db, OperationalError("", {}, Exception("disk full")))
    failing = Journal(broken, line.journal.keeping, gather=0)
    writing = asyncio.create_task(failing.run())
    with pytest.raises(OperationalError):
        await failing.keep(line.saying(visitor, "talk-vera"))
    failing.db = line.db
    async with asyncio.timeout(PATIENCE):
        assert (await failing.keep(line.saying(visitor, "talk-vera"))).message.seq == 1
    writing.cancel()


async def test_a_journal_that_stops_leaves_nobody_waiting(line):
    visitor = await line.visitor("vera")
    keeping = Keeping(line.db, line.sealer, line.new_id)
    stopping = Journal(line.db, keeping, gather=30)
    writing = asyncio.create_task(stopping.run())
    waiting = [asyncio.create_task(stopping.keep(line.saying(visitor, "talk-vera")))]
    await asyncio.sleep(0.01)
    writing.cancel()
    async with asyncio.timeout(PATIENCE):
        results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(r) for r in results] == [NotKept]
    with pytest.raises(NotKept):
        await stopping.keep(line.saying(visitor, "talk-vera"))


async def test_a_journal_cut_off_amid_a_commit_leaves_nobody_waiting(line):
    visitor = await line.visitor("vera")
    stopping = Journal(line.db, Keeping(line.db, line.sealer, line.new_id), gather=0)
    writing = asyncio.create_task(stopping.run())
    async with line.db.write() as tx:
        await tx.execute(update(conversations).values(last_seq=conversations.c.last_seq))
        waiting = asyncio.create_task(stopping.keep(line.saying(visitor, "talk-vera")))
        await asyncio.sleep(0.1)
        writing.cancel()
        async with asyncio.timeout(PATIENCE):
            results = await asyncio.gather(waiting, return_exceptions=True)
    assert [type(r) for r in results] == [NotKept]


async def test_who_gave_up_waiting_does_not_disturb_the_others(line):
    visitor = await line.visitor("vera")
    impatient = asyncio.create_task(line.say(visitor, "talk-vera", "one"))
    patient = asyncio.create_task(line.say(visitor, "talk-vera", "two"))
    await asyncio.sleep(0)
    impatient.cancel()
    async with asyncio.timeout(PATIENCE):
        assert (await patient).message.seq == 2  # what was handed in is kept all the same
    assert await line.seqs("talk-vera") == [1, 2]


async def test_a_speaker_of_nothing_is_refused(line):
    nobody = Session("nobody", Role.VISITOR)
    assert await refusal(line.say(nobody, "talk-nothing")) is Code.NOT_FOUND


class Queued:
    """A database in which the turn to write comes when it is told."""

    def __init__(self, db):
        self._db, self.asked, self.free = db, asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def write_soon(self):
        self.asked.set()
        await self.free.wait()
        async with self._db.write_soon() as tx:
            yield tx


class Broken:
    """A database which fails whenever somebody begins to write."""

    def __init__(self, db, error):
        self._db, self._error, self.tried = db, error, 0

    def write_soon(self):
        self.tried += 1
        raise self._error


async def refusal(coming):
    with pytest.raises(Refusal) as refused:
        await coming
    return refused.value.code

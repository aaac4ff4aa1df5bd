"""A mentor reads a new peer's words first: they go out in time, in order, whoever dies."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update

from moderation.verdict import Action, Level, Verdict
from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.mentoring import MentorsWord, WordsState
from server.domain.refusal import Code, Refusal
from server.stores.tables.core import conversations, flags
from server.stores.tables.mentoring import mentored_words
from tests.stores.line import looked_at
from tests.stores.test_transfers import answer, ask

SECONDS = 6  # of a peer who has had no conversation, and whom everybody may be brought to


@pytest.fixture
async def mona(line):
    return await line.moderator()


@pytest.fixture
async def pair(line, mona):
    """A visitor, a peer on probation, and what they talk in; Mona mentors there."""
    visitor, pat, talk = await line.paired()
    await line.on_probation("pat")
    await line.supervision.read(mona, talk, line.clock())
    await line.mentors.mentor(mona, talk, line.clock())
    return visitor, pat, talk


async def words(line, talk):
    """What people said, as anybody reads it."""
    found = await line.talks.tail("pat", talk, 0, 100)
    return [one.text for one in found if one.notice is None]


async def say_due(line):
    for talk in await line.first_reads.due(line.clock()):
        await line.first_reads.say_due(talk, line.clock())


async def test_the_words_wait_for_the_mentor_and_then_go_out(line, pair, mona):
    _, pat, talk = pair
    kept = await line.say(pat, talk, "Hello", ref="a")
    assert (kept.waits_until, kept.message.seq) == (line.clock() + timedelta(seconds=SECONDS), 0)
    assert await words(line, talk) == []
    (desk,) = (await line.desk(pat)).talks
    (wall,) = (await line.on_wall()).talks
    for picture in (desk, wall):
        (one,) = picture.first_read
        assert (one.ref, one.text, one.state) == ("a", "Hello", WordsState.WAITING)
    line.clock.passes(seconds=SECONDS - 1)
    assert await line.first_reads.due(line.clock()) == []
    line.clock.passes(seconds=1)
    (due,) = await line.first_reads.due(line.clock())
    wake = await line.first_reads.say_due(due, line.clock())
    assert [(m.text, m.speaker, m.at) for m in wake.said] == [("Hello", "pat", line.clock())]
    assert looked_at(wake) == {"pat", "mona"}
    assert await words(line, talk) == ["Hello"]
    assert await line.count(mentored_words) == 0
    assert (await line.first_reads.say_due(due, line.clock())).said == []


async def test_the_same_ref_is_the_same_words_whenever_it_comes_again(line, pair):
    _, pat, talk = pair
    first = await line.say(pat, talk, ref="a")
    line.clock.passes(seconds=2)
    again = await line.say(pat, talk, ref="a")
    assert (again.again, again.waits_until) == (True, first.waits_until)
    line.clock.passes(seconds=SECONDS)
    await say_due(line)
    said = await line.say(pat, talk, ref="a")
    assert (said.again, said.waits_until, said.message.seq > 0) == (True, None, True)
    assert await words(line, talk) == ["Hello"]


async def test_from_l2_on_nothing_waits_and_nothing_overtakes(line, pair):
    visitor, pat, talk = pair
    await line.say(pat, talk, "one")
    assert await line.first_reads.due(line.clock()) == []
    await line.worries(visitor, talk, level=Level.L2)
    behind = await line.say(pat, talk, "two")
    assert behind.waits_until == line.clock()
    await say_due(line)
    assert (await words(line, talk))[1:] == ["one", "two"]
    assert (await line.say(pat, talk, "three")).waits_until is None


async def test_what_raises_the_level_itself_does_not_wait(line, pair):
    _, pat, talk = pair
    assert (await line.worries(pat, talk, level=Level.L3)).waits_until is None


async def test_a_flag_does_not_wait_with_the_words(line, pair):
    _, pat, talk = pair
    kept = await line.worries(pat, talk, level=Level.L1)
    assert kept.waits_until and kept.flagged
    assert (await line.only_flag()).level == Level.L1
    line.clock.passes(seconds=SECONDS)
    await say_due(line)
    assert await line.count(flags) == 1


async def test_what_the_screen_holds_back_is_not_brought_to_anybody(line, pair):
    _, pat, talk = pair
    held_back = Verdict(actions=Action.WITHHOLD)
    kept = await line.say(pat, talk, verdict=held_back)
    assert (kept.waits_until, kept.message.withheld) == (None, True)


async def test_without_the_mentor_s_line_nothing_waits(line, pair, mona):
    _, pat, talk = pair
    line.clock.passes(seconds=2)
    await line.say(pat, talk, "one")
    line.clock.passes(seconds=19)
    await line.seen(pat)
    assert (await line.say(pat, talk, "two")).waits_until == line.clock()
    await say_due(line)
    assert (await line.say(pat, talk, "three")).waits_until is None
    await line.seen(mona)
    assert (await line.say(pat, talk, "four")).waits_until
    assert await words(line, talk) == ["one", "two", "three"]


async def test_a_mentor_who_stops_or_leaves_holds_nothing_up(line, pair, mona):
    _, pat, talk = pair
    for leaves in (line.mentors.stop_mentoring, line.supervision.step_back):
        await line.supervision.read(mona, talk, line.clock())
        await line.mentors.mentor(mona, talk, line.clock())
        assert (await line.say(pat, talk)).waits_until
        await leaves(mona, talk, line.clock())
        await say_due(line)
        assert (await line.say(pat, talk)).waits_until is None
    assert len(await words(line, talk)) == 4


async def test_let_go_takes_those_before_along(line, pair, mona):
    _, pat, talk = pair
    for ref in ("a", "b", "c"):
        await line.say(pat, talk, ref, ref=ref)
    wake = await line.first_reads.let_go(mona, talk, "b", line.clock())
    assert [m.text for m in wake.said] == ["a", "b"]
    with pytest.raises(StepNotAllowed):
        await line.first_reads.let_go(mona, talk, "b", line.clock())


async def test_what_is_stopped_comes_back_with_the_mentor_s_word(line, pair, mona):
    _, pat, talk = pair
    await line.say(pat, talk, "You should sleep more", ref="a")
    said = MentorsWord("Ask first.", "What helps you sleep?")
    await line.first_reads.stop(mona, talk, "a", said, line.clock())
    line.clock.passes(minutes=5)
    await line.seen(mona)
    await say_due(line)
    assert await words(line, talk) == []
    (one,) = (await line.desk(pat)).talks[0].first_read
    assert (one.state, one.answer) == (WordsState.STOPPED, said)
    assert (await line.say(pat, talk, ref="a")).again  # a lost answer sends nothing after all
    await line.first_reads.take_back(pat, talk, "a")
    assert (await line.desk(pat)).talks[0].first_read == ()
    with pytest.raises(StepNotAllowed):
        await line.first_reads.stop(mona, talk, "a", said, line.clock())


async def test_the_peer_takes_their_own_words_back_and_nobody_else_s(line, pair, mona):
    visitor, pat, talk = pair
    await line.say(pat, talk, ref="a")
    for stranger in (visitor, mona):
        with pytest.raises(Refusal) as refused:
            await line.first_reads.take_back(stranger, talk, "a")
        assert refused.value.code is Code.NOT_FOUND
    await line.first_reads.take_back(pat, talk, "a")
    line.clock.passes(seconds=SECONDS)
    await say_due(line)
    assert await words(line, talk) == []


async def test_only_who_mentors_there_lets_go_or_stops(line, pair):
    _, pat, talk = pair
    mike = await line.moderator("mike")
    await line.say(pat, talk, ref="a")
    for act in (line.first_reads.let_go, line.mentors.mentor):
        with pytest.raises(Refusal) as refused:
            await act(mike, talk, *(["a"] if act == line.first_reads.let_go else []), line.clock())
        assert refused.value.code is Code.NOT_FOUND
    await line.supervision.read(mike, talk, line.clock())
    with pytest.raises(Refusal) as refused:
        await line.first_reads.stop(mike, talk, "a", MentorsWord(), line.clock())
    assert refused.value.code is Code.NOT_FOUND
    with pytest.raises(Refusal) as refused:
        await line.mentors.mentor(mike, talk, line.clock())
    assert refused.value.code is Code.TAKEN


async def test_nobody_is_mentored_without_probation(line, mona):
    _, _, talk = await line.paired()
    await line.supervision.read(mona, talk, line.clock())
    with pytest.raises(StepNotAllowed):
        await line.mentors.mentor(mona, talk, line.clock())
    await line.on_probation("pat", weeks=-1)
    with pytest.raises(StepNotAllowed):
        await line.mentors.mentor(mona, talk, line.clock())


async def test_it_fades_with_every_conversation(line, mona):
    await line.on_probation("pat")
    waited = []
    for name in ("ann", "ben", "cid", "dee", "eve"):
        _, pat, talk = await line.paired(name)
        waited.append((await line.on_wall()).new["pat"])
        await line.end(pat, talk)
        await line.wrap_up(pat, talk)
    assert waited == [0, 1, 2, 3, 4]


async def test_who_ends_it_has_said_what_still_waited(line, pair):
    _, pat, talk = pair
    await line.say(pat, talk, "Take care")
    await line.say(pat, talk, "and come back", ref="b")
    await line.end(pat, talk)
    found = await line.talks.tail("vera", talk, 0, 100)
    assert [one.text or one.notice for one in found][-3:] == ["Take care", "and come back", "ended"]
    assert await line.seqs(talk) == list(range(1, (await line.talk_row(talk)).last_seq + 1))
    assert await line.count(mentored_words) == 0


async def test_who_steps_aside_or_hands_over_has_said_it_too(line, pair):
    _, pat, talk = pair
    await line.say(pat, talk, "One moment")
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    await answer(line, paul, accept=True)
    found = await line.talks.tail("paul", talk, 0, 100)
    assert [one.text or one.notice for one in found][-2:] == ["One moment", "transferred"]
    assert (await line.say(paul, talk)).waits_until is None  # a mentor mentors somebody


async def test_who_asks_for_somebody_else_hears_no_more_of_the_one_before(line, pair):
    """They may not feel safe with this person."""
    visitor, pat, talk = pair
    await line.say(pat, talk, "What waited")
    await line.pairs.change(visitor, line.clock())
    found = await line.talks.tail("vera", talk, 0, 100)
    assert "What waited" not in [one.text for one in found]
    assert await line.count(mentored_words) == 0
    assert await line.seqs(talk) == list(range(1, (await line.talk_row(talk)).last_seq + 1))


async def test_what_can_t_be_said_now_goes_back_to_the_peer(line, pair):
    _, pat, talk = pair
    await line.say(pat, talk, ref="a")
    async with line.db.write() as tx:
        await tx.execute(update(conversations).values(phase=Phase.HELD))
    line.clock.passes(seconds=SECONDS)
    await say_due(line)
    (one,) = (await line.desk(pat)).talks[0].first_read
    assert (one.ref, one.state) == ("a", WordsState.STOPPED)


async def test_two_processes_say_it_once(line, pair):
    _, pat, talk = pair
    await line.say(pat, talk)
    line.clock.passes(seconds=SECONDS)
    at = line.clock()
    wakes = await asyncio.gather(*(line.first_reads.say_due(talk, at) for _ in range(4)))
    assert sum(len(wake.said) for wake in wakes) == 1
    assert await words(line, talk) == ["Hello"]


async def test_nothing_is_lost_doubled_or_overtaken_whatever_happens(line, pair, mona, chance):
    """What a peer wrote was said once, in order, or is back with them; none waits too long."""
    _, pat, talk = pair
    written, taken = [], set()

    async def writes():
        ref = f"w{len(written)}"
        await line.say(pat, talk, ref, ref=ref)
        written.append(ref)

    async def takes_back():
        ref = chance.choice(written or ["none"])
        await line.first_reads.take_back(pat, talk, ref)
        taken.add(ref)

    async def on_one(act, *more):
        await act(mona, talk, chance.choice(written or ["none"]), *more, line.clock())

    acts = [
        *([writes] * 4),
        takes_back,
        partial(on_one, line.first_reads.let_go),
        partial(on_one, line.first_reads.stop, MentorsWord("No")),
        lambda: line.mentors.stop_mentoring(mona, talk, line.clock()),
        lambda: line.mentors.mentor(mona, talk, line.clock()),
        lambda: line.seen(mona, pat),
        lambda: line.alerts.set_level(talk, chance.choice(list(Level)), mona, "why", line.clock()),
    ]
    for _ in range(60):
        line.clock.passes(seconds=chance.randint(0, 3))
        with suppress(Refusal, StepNotAllowed):
            await chance.choice(acts)()
        await say_due(line)
        late = mentored_words.c.until <= line.clock()
        waiting = mentored_words.c.state == WordsState.WAITING
        assert await line.rows(mentored_words, waiting, late) == []
    line.clock.passes(minutes=1)
    await say_due(line)
    stopped = {row.ref for row in await line.rows(mentored_words)}
    said = await words(line, talk)
    assert said == [ref for ref in written if ref not in taken | stopped]
    assert await line.seqs(talk) == list(range(1, (await line.talk_row(talk)).last_seq + 1))

"""A new peer reads along by a yes of both, and of nobody who may be in danger."""

from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.lifecycle import StepNotAllowed
from server.domain.message import Notice
from server.domain.path import Path
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.shadowing import ShadowState
from server.stores.tables.core import conversations, members
from server.stores.tables.exposure import exposures
from server.stores.tables.house import audit, vetoes
from server.stores.tables.joining import papers
from server.stores.tables.mentoring import shadows
from tests.stores.line import AWAY, LEAVES, insert_rows, looked_at, notices
from tests.stores.test_transfers import answer, ask


@pytest.fixture
async def nova(line):
    """On probation, on shift, and with nobody."""
    await line.on_probation("nova")
    return await line.ready("nova")


@pytest.fixture
async def pair(line):
    return await line.paired()


@pytest.fixture
async def reading(line, pair, nova):
    """Nova reads along where Pat talks with Vera."""
    visitor, pat, talk = pair
    await line.shadows.ask(nova, line.clock())
    await yes(line, pat, talk)
    await yes(line, visitor, talk)
    return visitor, pat, talk


async def yes(line, who, talk):
    return await line.shadows.answer(who, talk, accept=True, at=line.clock())


async def no(line, who, talk):
    return await line.shadows.answer(who, talk, accept=False, at=line.clock())


async def heard(line, learner, talk):
    found = await line.shadows.read_on(learner, talk, line.clock())
    return [one.text or one.notice for one in found]


async def sweep(line):
    fence = await line.lead("learners")
    return await line.shadows.lapse(fence, line.clock())


async def state(line):
    (row,) = await line.rows(shadows)
    return row.state


async def is_out(line, learner, talk):
    with pytest.raises(Refusal) as refused:
        await line.shadows.read_on(learner, talk, line.clock())
    return refused.value.code is Code.NOT_FOUND


async def test_both_are_asked_in_turn_and_then_the_new_peer_reads_from_there_on(line, pair, nova):
    visitor, pat, talk = pair
    await line.say(visitor, talk, "said before")
    assert looked_at(await line.shadows.ask(nova, line.clock())) == {"vera", "pat", "nova"}
    assert await is_out(line, nova, talk)
    with pytest.raises(StepNotAllowed):
        await yes(line, visitor, talk)  # the peer is asked first
    await yes(line, pat, talk)
    assert await is_out(line, nova, talk)
    assert notices(await yes(line, visitor, talk)) == [Notice.LEARNER_READING]
    kept = await line.say(visitor, talk, "said after")
    assert kept.read_by == "nova"
    assert await heard(line, nova, talk) == ["learner_reading", "said after"]
    assert "nova" not in await line.inside(talk)
    done = [(row.who, row.did) for row in await line.rows(audit)]
    assert done[-3:] == [
        ("nova", "ask_to_read_along"),
        ("pat", "read_along_agreed"),
        ("visitor", "read_along_reading"),
    ]


async def test_a_reader_can_do_nothing_there_but_read(line, reading, nova):
    _, _, talk = reading
    with pytest.raises(Refusal) as refused:
        await line.say(nova, talk)
    assert refused.value.code is Code.NOT_FOUND
    with pytest.raises(Refusal):
        await line.talks.tail("nova", talk, 0, 100)
    assert (await line.desk(nova)).talks == ()
    assert ("peer", "nova") not in await line.pictures.attending(["nova"])


@pytest.mark.parametrize("who", ["visitor", "pat", "nova"])
async def test_whoever_says_no_ends_it_at_once_and_nobody_is_asked_again(line, reading, nova, who):
    visitor, pat, talk = reading
    by = {"visitor": visitor, "pat": pat, "nova": nova}[who]
    assert notices(await no(line, by, talk)) == [Notice.LEARNER_STOPPED_READING]
    assert await is_out(line, nova, talk)
    assert notices(await no(line, by, talk)) == []
    for again in (visitor, pat):
        with pytest.raises(StepNotAllowed):
            await yes(line, again, talk)
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(nova, line.clock())


async def test_a_moderator_who_looks_after_them_may_end_it(line, reading, nova):
    visitor, _, talk = reading
    mona = await line.moderator()
    assert notices(await no(line, mona, talk)) == [Notice.LEARNER_STOPPED_READING]
    assert await is_out(line, nova, talk)
    with pytest.raises(StepNotAllowed):
        await yes(line, visitor, talk)
    assert [(row.who, row.did) for row in await line.rows(audit)][-1] == (
        "mona",
        "read_along_ended",
    )


async def test_what_was_read_counts_on_the_reader_s_meter_up_to_where_nothing_left(
    line, reading, nova
):
    visitor, pat, talk = reading
    line.clock.passes(minutes=5)
    await line.worries(visitor, talk, level=Level.L1)
    line.clock.passes(minutes=3)
    await line.worries(visitor, talk, level=Level.L2)
    line.clock.passes(minutes=2)
    await sweep(line)
    await line.end(pat, talk, LEAVES)
    counted = await line.rows(exposures, exposures.c.staff == nova.id)
    assert [(row.level, (row.ended_at - row.began_at).total_seconds()) for row in counted] == [
        (Level.L0, 300),
        (Level.L1, 180),
    ]


@pytest.mark.parametrize("who", ["visitor", "pat"])
async def test_a_question_that_is_declined_changes_nothing_and_is_not_asked_again(
    line, pair, nova, who
):
    visitor, pat, talk = pair
    before = await line.seqs(talk)
    await line.shadows.ask(nova, line.clock())
    if who == "visitor":
        await yes(line, pat, talk)
    assert notices(await no(line, visitor if who == "visitor" else pat, talk)) == []
    assert (await state(line), await line.seqs(talk)) == (ShadowState.DECLINED, before)
    assert (await line.talk_row(talk)).read_by is None
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(nova, line.clock())


async def test_strangers_cannot_tell_whether_anybody_reads(line, reading, nova):
    _, _, talk = reading
    for stranger in (
        await line.visitor("violet"),
        await line.ready("paul"),
        await line.moderator(),
        Session("pat", Role.MODERATOR),
    ):
        for does in (yes,) if stranger.role is Role.MODERATOR else (yes, no):
            with pytest.raises(Refusal) as refused:
                await does(line, stranger, talk)
            assert refused.value.code is Code.NOT_FOUND
        assert await is_out(line, stranger, talk)
    with pytest.raises(Refusal):
        await yes(line, nova, talk)
    with pytest.raises(Refusal):
        await no(line, nova, "talk-violet")


async def raised_by_words(line, visitor, talk):
    await line.worries(visitor, talk, "The words that raise it", level=Level.L2)


async def raised_by_a_moderator(line, _, talk):
    mona = await line.moderator()
    await line.alerts.set_level(talk, Level.L2, mona, "why", line.clock())


async def raised_by_the_peer(line, _, talk):
    pat = Session("pat", Role.PEER, "Pat")
    await line.alerts.ask(pat, talk, line.raising(Level.L3), line.clock())


@pytest.mark.parametrize("raises", [raised_by_words, raised_by_a_moderator, raised_by_the_peer])
async def test_nothing_leaves_to_a_reader_once_the_level_rose_whoever_raised_it(
    line, reading, nova, raises
):
    visitor, _, talk = reading
    assert await heard(line, nova, talk)
    await raises(line, visitor, talk)
    assert await is_out(line, nova, talk)
    mike = await line.moderator("mike")
    await line.alerts.set_level(talk, Level.L0, mike, "calm again", line.clock())
    assert await is_out(line, nova, talk)  # what has ended does not begin again
    (wake,) = await sweep(line)
    assert (notices(wake), await state(line)) == ([Notice.LEARNER_STOPPED_READING], "ended")
    assert looked_at(wake) >= {"nova", "pat", "vera"}
    assert await sweep(line) == []


async def with_another_peer(line, _, talk):
    paul = await line.ready("paul")
    await ask(line, Session("pat", Role.PEER, "Pat"), talk)
    await answer(line, paul, accept=True)


async def with_somebody_else(line, visitor, _):
    await line.pairs.change(visitor, line.clock())


async def at_the_end(line, visitor, _):
    await line.visits.leave(visitor.id, line.clock())


async def on_a_child_s_path(line, _, talk):
    pat = Session("pat", Role.PEER, "Pat")
    await line.paths.take(pat, talk, Path.CHILDREN, line.clock())


async def held(line, _, talk):
    async with line.db.write() as tx:
        here = conversations.c.id == talk
        await tx.execute(update(conversations).where(here).values(phase=Phase.HELD))


async def off_shift(line, *_):
    await line.off("nova")


async def away(line, *_):
    line.clock.passes(seconds=AWAY.total_seconds() + 1)


async def off_probation(line, *_):
    async with line.db.write() as tx:
        await tx.execute(update(papers).values(expires_at=line.clock() - timedelta(days=1)))


async def with_a_visitor_of_their_own(line, *_):
    await line.visitor("violet")
    await line.round()
    nova = Session("nova", Role.PEER, "Nova")
    await line.desks.accept(nova, await line.offer_of(nova), line.clock())


ENDS = [
    with_another_peer,
    with_somebody_else,
    at_the_end,
    on_a_child_s_path,
    held,
    off_shift,
    away,
    off_probation,
    with_a_visitor_of_their_own,
]


@pytest.mark.parametrize("ends", ENDS)
async def test_it_ends_when_what_it_was_allowed_for_is_over(line, reading, nova, ends):
    visitor, _, talk = reading
    await line.say(visitor, talk, "read")
    assert "read" in await heard(line, nova, talk)
    await ends(line, visitor, talk)
    assert await is_out(line, nova, talk)
    assert len(await sweep(line)) == 1
    assert (await state(line), (await line.talk_row(talk)).read_by) == ("ended", None)


async def test_without_a_certificate_nobody_reads_where_peers_need_one(line, reading, nova):
    _, _, talk = reading
    line.shadows = type(line.shadows)(line.db, line.sealer, line.shadows.rule, AWAY, True)
    assert await is_out(line, nova, talk)


async def never_with_them(line, **_):
    await insert_rows(line, vetoes, visit="vera", peer="nova", at=line.clock())


async def in_a_worry(line, visitor, talk):
    await line.worries(visitor, talk, level=Level.L1)


async def with_a_new_peer(line, **_):
    await line.on_probation("pat")


async def in_another_language(line, **_):
    await line.ready("nova", languages=("fr",))


async def where_they_answered_before(line, talk, **_):
    values = {"role": "peer", "name": "Nova", "standing": "speaker", "joined_at": line.clock()}
    await insert_rows(
        line, members, conversation=talk, person="nova", left_at=line.clock(), **values
    )


NEVER = [
    never_with_them,
    in_a_worry,
    with_a_new_peer,
    in_another_language,
    where_they_answered_before,
]


@pytest.mark.parametrize("why", NEVER)
async def test_nobody_is_asked_where_it_would_not_be_right(line, pair, nova, why):
    visitor, _, talk = pair
    await why(line, visitor=visitor, talk=talk)
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(nova, line.clock())
    assert await line.count(shadows) == 0


@pytest.mark.parametrize("why", [on_a_child_s_path, off_probation])
async def test_nor_is_a_question_answered_yes_when_it_may_no_longer_be(line, pair, nova, why):
    visitor, pat, talk = pair
    await line.shadows.ask(nova, line.clock())
    await yes(line, pat, talk)
    await why(line, visitor, talk)
    with pytest.raises(StepNotAllowed):
        await yes(line, visitor, talk)
    (wake,) = await sweep(line)
    assert notices(wake) == []


async def test_who_is_not_new_cannot_ask(line, pair):
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(await line.ready("paul"), line.clock())
    await line.on_probation("nobody")
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(Session("nobody", Role.PEER, "Nobody"), line.clock())


async def test_one_new_peer_reads_in_one_place_and_one_place_has_one_reader(line, pair, nova):
    await line.shadows.ask(nova, line.clock())
    await line.on_probation("nick")
    nick = await line.ready("nick")
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(nick, line.clock())
    await line.on_probation("nick", weeks=-1)
    await line.paired("violet", "nick")
    with pytest.raises(StepNotAllowed):
        await line.shadows.ask(nova, line.clock())


async def test_a_question_that_nobody_answers_is_taken_back(line, pair, nova):
    _, pat, talk = pair
    await line.shadows.ask(nova, line.clock())
    assert await sweep(line) == []
    line.clock.passes(seconds=line.shadows.rule.patience.total_seconds())
    await line.seen(pat, nova)
    with pytest.raises(StepNotAllowed):
        await yes(line, pat, talk)
    assert len(await sweep(line)) == 1
    assert await state(line) == "ended"


async def test_it_is_forgotten_with_the_conversation(line, reading):
    visitor, _, _ = reading
    await line.visits.leave(visitor.id, line.clock())
    await line.forgetting.forget(visitor.id)
    assert await line.count(shadows) == 0


async def test_a_reader_never_reads_what_was_said_in_danger(line, reading, nova, chance):
    """After each step the reader asks, as a page does that was not told to stop."""
    visitor, pat, talk = reading
    mona = await line.moderator()
    risen, read = False, set()

    async def says():
        who, level = chance.choice([visitor, pat]), chance.choice([0, 0, 0, 1, 2])
        if level:
            await line.worries(who, talk, f"L{level}", level=Level(level))
        else:
            await line.say(who, talk, "in danger" if risen else "calm")

    async def sets_level():
        await line.alerts.set_level(talk, chance.choice(list(Level)), mona, "why", line.clock())

    for _ in range(30):
        with suppress(StepNotAllowed, Refusal):
            await chance.choice([says, says, says, sets_level, lambda: line.seen(nova, pat)])()
        risen = risen or (await line.talk_row(talk)).top_level >= Level.L2
        with suppress(Refusal):
            read |= set(await heard(line, nova, talk))
            assert not risen
    assert read <= {"calm", "L1", Notice.LEARNER_READING, None, ""}

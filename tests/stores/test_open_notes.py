"""What a peer notes down while they talk: sealed, for who goes on, and never for the visitor."""

import pytest

from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.wrapping_up import Outcome, Went
from server.stores.rows import open_notes as rows
from server.stores.tables.care import open_notes
from tests.stores.line import GRACE
from tests.stores.test_transfers import answer, ask

WORDS = "Has a sister nearby. Likes short sentences."


async def noted(line, words=WORDS):
    visitor, peer, talk = await line.paired()
    await line.open_notes.note(peer, talk, words, line.clock())
    return visitor, peer, talk


def texts(left):
    return [(by, one.text) for by, one in left]


async def on_desk(line, peer):
    (talk,) = (await line.desk(peer)).talks
    return texts(talk.noted)


async def test_the_last_writing_stands_and_an_empty_one_takes_it_away(line):
    _, peer, talk = await noted(line, "Has a sister.")
    await line.open_notes.note(peer, talk, WORDS, line.clock())
    assert await on_desk(line, peer) == [("pat", WORDS)]
    await line.open_notes.note(peer, talk, " ", line.clock())
    assert await line.count(open_notes) == 0


async def test_no_word_of_it_stands_open_in_the_database(line):
    await noted(line)
    (row,) = await line.rows(open_notes)
    assert b"sister" not in row.sealed


async def test_only_its_peer_can_note_anything_down(line):
    visitor, _, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    strangers = (visitor, await line.ready("paul"), mona, Session("mona", Role.PEER))
    for somebody in strangers:
        with pytest.raises(Refusal, match=Code.NOT_FOUND):
            await line.open_notes.note(somebody, talk, WORDS, line.clock())


async def test_it_waits_in_the_wrap_up_and_stays_with_a_form_that_was_left(line):
    visitor, peer, talk = await noted(line)
    await line.end(visitor, talk)
    desk = await line.desk(peer)
    assert (desk.wrap_up, desk.wrap_up_note) == (talk, WORDS)
    await line.wrap_up(peer, talk)
    assert await line.count(open_notes) == 1
    assert (await line.desk(peer)).wrap_up_note == ""


async def test_what_is_written_up_takes_its_place(line):
    visitor, peer, talk = await noted(line)
    await line.end(visitor, talk)
    await line.wrap_up(peer, talk, WORDS, outcome=Outcome(Went.SAME))
    assert await line.count(open_notes) == 0


async def test_who_goes_on_reads_it_before_it_is_written_up(line):
    _, pat, talk = await noted(line)
    paul = await line.ready("paul")
    await ask(line, pat, talk)
    await answer(line, paul, accept=True)
    assert await on_desk(line, paul) == [("pat", WORDS)]


async def test_a_lost_line_loses_no_note(line):
    """The visitor goes back into the line; whoever comes next reads what was known."""
    visitor, _, _ = await noted(line)
    line.clock.passes(seconds=121)
    await line.seen(visitor)
    await line.matchmaking.lose(await line.lead(), line.clock(), line.clock() - GRACE)
    paul = await line.ready("paul")
    await line.round()
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    assert await on_desk(line, paul) == [("pat", WORDS)]


async def test_a_moderator_reads_it_where_they_are_and_nowhere_else(line):
    _, _, talk = await noted(line)
    mona = await line.moderator()

    async def on_wall():
        (one,) = (await line.wall.picture(line.clock(), line.seen_since)).talks
        return texts(one.noted)

    assert await on_wall() == []
    await line.supervision.read(mona, talk, line.clock())
    assert await on_wall() == [("pat", WORDS)]


async def test_a_moderators_wall_is_woken_only_where_one_is_in_it(line):
    _, peer, talk = await line.paired()
    assert not (await line.open_notes.note(peer, talk, WORDS, line.clock())).wall
    await line.supervision.read(await line.moderator(), talk, line.clock())
    woken = await line.open_notes.note(peer, talk, WORDS, line.clock())
    assert woken.wall
    assert woken.looks == {(Role.PEER, "pat")}


async def test_it_is_forgotten_with_the_conversation(line):
    visitor, peer, talk = await noted(line)
    await line.end(visitor, talk)
    await line.forgetting.forget(visitor.id)
    assert await line.count(open_notes) == 0
    with pytest.raises(Refusal, match=Code.NOT_FOUND):
        await line.open_notes.note(peer, talk, WORDS, line.clock())


async def test_without_its_key_a_note_is_nothing_and_the_desk_stands(line):
    await noted(line)
    line.vault.destroy_day(line.clock().date().isoformat())
    async with line.db.read() as tx:
        assert await rows.of_talks(tx, line.sealer, ["talk-vera"]) == {}

"""What moderators write for the shift and for each other: sealed, and shown for a while."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.board import PostKind
from server.domain.lifecycle import StepNotAllowed
from server.domain.refusal import Code, Refusal
from server.stores.tables.house import audit
from server.stores.tables.watch import case_notes, posts
from server.stores.watch.board import SqlBoard
from server.stores.watch.case_notes import SqlCaseNotes
from tests.stores.line import LEAVES


@pytest.fixture
def board(line):
    return SqlBoard(line.db, line.sealer, line.new_id)


@pytest.fixture
def notes(line):
    return SqlCaseNotes(line.db, line.sealer, line.new_id)


async def texts(line):
    board = SqlBoard(line.db, line.sealer, line.new_id)
    return [(post.kind, post.text, post.name) for post in await board.shown(line.clock())]


async def test_a_broadcast_is_shown_with_a_name_and_sealed(line, board):
    mona = await line.moderator("mona")
    await board.post(PostKind.BROADCAST, mona.id, "Please take a break each hour.", line.clock())
    assert await texts(line) == [("broadcast", "Please take a break each hour.", "Mona")]
    (row,) = await line.rows(posts)
    assert b"break" not in row.sealed


async def test_a_broadcast_goes_after_two_hours_and_a_hand_over_after_the_next_duty(line, board):
    mona = await line.moderator("mona")
    for kind in PostKind:
        await board.post(kind, mona.id, "words", line.clock())
    line.clock.passes(hours=2)
    assert {kind for kind, _, _ in await texts(line)} == {"handover", "shift_note"}
    line.clock.passes(hours=14)
    assert await texts(line) == []
    await line.forgetting.past(await line.lead("retention"), line.clock())
    assert await line.count(posts) == 0


async def test_a_post_that_was_damaged_hides_no_other(line, board):
    mona = await line.moderator("mona")
    for words in ("Please take a break.", "The tea is warm."):
        await board.post(PostKind.BROADCAST, mona.id, words, line.clock())
    first, _ = await line.rows(posts)
    async with line.db.write() as tx:
        damaged = bytes([first.sealed[0] ^ 1]) + first.sealed[1:]
        await tx.execute(update(posts).where(posts.c.id == first.id).values(sealed=damaged))
    assert len(await texts(line)) == 1


async def test_any_moderator_takes_a_post_down_once(line, board):
    mona, mike = await line.moderator("mona"), await line.moderator("mike")
    await board.post(PostKind.BROADCAST, mona.id, "words", line.clock())
    (row,) = await line.rows(posts)
    await board.end(row.id, mike.id, line.clock())
    assert await texts(line) == []
    with pytest.raises(Refusal) as refused:
        await board.end(row.id, mike.id, line.clock())
    assert refused.value.code is Code.NOT_FOUND


async def test_a_post_whose_day_is_forgotten_is_forgotten(line, board):
    mona = await line.moderator("mona")
    await board.post(PostKind.HANDOVER, mona.id, "words", line.clock())
    line.vault.destroy_day(line.clock().date().isoformat())
    assert await texts(line) == []


async def test_notes_beside_a_conversation_are_kept_for_moderators(line, notes):
    _, _, talk = await line.paired()
    mona, mike = await line.moderator("mona"), await line.moderator("mike")
    assert await notes.read(mike.id, talk, line.clock()) == []
    await notes.write(mona.id, talk, "Asked for a call back.", line.clock())
    line.clock.passes(seconds=1)
    await notes.write(mike.id, talk, "Called at nine.", line.clock())
    found = await notes.read(mike.id, talk, line.clock())
    assert [(one.name, one.text) for one in found] == [
        ("Mona", "Asked for a call back."),
        ("Mike", "Called at nine."),
    ]
    assert all(b"call" not in row.sealed for row in await line.rows(case_notes))
    assert [row.did for row in await line.rows(audit)] == ["write_note", "write_note", "read_notes"]


async def test_a_note_is_bound_to_its_conversation(line, notes):
    mona = await line.moderator("mona")
    with pytest.raises(Refusal):
        await notes.write(mona.id, "nowhere", "words", line.clock())


async def test_notes_go_with_their_conversation(line, notes):
    vera, pat, talk = await line.paired()
    mona = await line.moderator("mona")
    await line.worries(vera, talk, level=Level.L2)
    await notes.write(mona.id, talk, "words", line.clock())
    await line.end(pat, talk, LEAVES)
    await line.forgetting.forget(vera.id)
    assert await line.rows(case_notes) == []
    with pytest.raises(StepNotAllowed):  # the bare flag is still there, without any words
        await notes.write(mona.id, talk, "more", line.clock() + timedelta(seconds=1))

"""What moderators write for others: who sees which of it."""

import pytest

from server.contract.board_requests import (
    LeaveShiftNote,
    PutUp,
    ShowBoard,
    ShowNotes,
    TakeDown,
    WriteNote,
)
from server.domain.board import PostKind
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.posting import Posting
from server.stores.watch.board import SqlBoard
from server.stores.watch.case_notes import SqlCaseNotes


@pytest.fixture
def posting(house):
    board = SqlBoard(house.db, house.sealer, house.new_id)
    return Posting(board, SqlCaseNotes(house.db, house.sealer, house.new_id), house.clock)


@pytest.fixture
async def mona(house):
    await house.employed("mona")
    return StaffMember("mona", "Mona", (Role.MODERATOR,))


async def test_a_peer_sees_no_hand_over_of_moderators(posting, mona):
    for kind in PostKind:
        await posting.put_up(mona, PutUp(kind=kind, text=f"a {kind}"))
    pat = StaffMember("pat", "Pat", (Role.PEER,))
    seen = {one.text for one in (await posting.show(pat, ShowBoard())).posts}
    assert seen == {"a broadcast", "a shift_note"}
    shown = (await posting.show(mona, ShowBoard())).posts
    assert {one.kind for one in shown} == set(PostKind)
    assert {one.by for one in shown} == {"Mona"}


async def test_what_is_taken_down_is_gone_for_all(posting, mona):
    await posting.put_up(mona, PutUp(kind=PostKind.BROADCAST, text="words"))
    (post,) = (await posting.show(mona, ShowBoard())).posts
    await posting.take_down(mona, TakeDown(post=post.id))
    assert (await posting.show(mona, ShowBoard())).posts == ()


async def test_notes_are_shown_in_their_order(posting, mona, house):
    _, _, talk = await house.paired()
    for text in ("one", "two"):
        await posting.write_note(mona, WriteNote(conversation=talk, text=text))
        house.clock.passes(seconds=1)
    found = await posting.show_notes(mona, ShowNotes(conversation=talk))
    assert [(one.by, one.text) for one in found.notes] == [("Mona", "one"), ("Mona", "two")]


async def test_a_peer_leaves_a_note_for_the_shift_and_those_who_come_next_read_it(
    posting, mona, house
):
    await house.employed("pat")
    pat = StaffMember("pat", "Pat", (Role.PEER,))
    await posting.leave_shift_note(pat, LeaveShiftNote(text="It was quiet."))
    for who in (pat, mona):
        (post,) = (await posting.show(who, ShowBoard())).posts
        assert (post.kind, post.text) == (PostKind.SHIFT_NOTE, "It was quiet.")

"""A conversation is not ended by one press while somebody in it may be in danger."""

import pytest

from moderation.verdict import Level
from server.domain.conversation import Phase
from server.domain.ending import HowToEnd
from server.domain.flag import Outcome
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.visit import VisitState
from server.stores.tables.house import audit
from server.stores.tables.watch import case_notes
from server.stores.watch.case_notes import SqlCaseNotes
from server.stores.watch.holds import SqlHolds
from tests.stores.line import LEAVES, notices


@pytest.fixture
async def worried(line):
    """A visitor whom nobody looks after yet, and their peer."""
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk)
    return vera, pat, talk


async def claims(line, name="mona"):
    moderator = await line.moderator(name)
    flag = (await line.only_flag()).id
    await line.alerts.claim(flag, moderator, line.clock())
    return moderator


async def refused(ending):
    with pytest.raises(Refusal) as refusal:
        await ending
    return refusal.value.code


async def test_a_peer_does_not_end_what_nobody_has_claimed(line, worried):
    vera, pat, talk = worried
    assert await refused(line.end(pat, talk)) is Code.IN_DANGER
    assert (await line.talk_row(talk)).phase == Phase.OPEN
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    (card,) = (await line.desk(pat)).talks
    assert card.ends is HowToEnd.WITH_REASON


async def test_once_a_moderator_has_it_an_end_is_simple_again(line, worried):
    _, pat, talk = worried
    await claims(line)
    (card,) = (await line.desk(pat)).talks
    assert card.ends is HowToEnd.SIMPLY
    assert notices(await line.end(pat, talk)) == [Notice.ENDED]


async def test_who_says_that_they_leave_is_let_go_with_a_reason_that_moderators_read(line, worried):
    _, pat, talk = worried
    assert notices(await line.end(pat, talk, LEAVES)) == [Notice.ENDED]
    notes = SqlCaseNotes(line.db, line.sealer, line.new_id)
    (note,) = await notes.read("mona", talk, line.clock())
    assert (note.by, "her sister" in note.text) == ("pat", True)
    assert "end_all_the_same" in [row.did for row in await line.rows(audit)]
    assert b"sister" not in (await line.rows(case_notes))[0].sealed
    assert (await line.only_flag()).state == "raised"  # somebody still looks


@pytest.mark.parametrize("level", [Level.L3, Level.L4])
async def test_from_l3_on_no_peer_ends_it_whatever_they_write(line, level):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=level)
    await claims(line)
    assert await refused(line.end(pat, talk, LEAVES)) is Code.IN_DANGER
    (card,) = (await line.desk(pat)).talks
    assert card.ends is HowToEnd.NOT


async def test_at_l3_it_stays_so_when_the_flag_is_resolved(line):
    vera, pat, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    mona = await claims(line)
    flag = (await line.only_flag()).id
    await line.alerts.resolve(flag, mona, Outcome.CONFIRMED, "With her", line.clock())
    assert await refused(line.end(pat, talk)) is Code.IN_DANGER


async def test_an_accepted_referral_is_not_left_by_one_press(line):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    referral, _ = await line.refer(mona, talk)
    await line.referrals.answer(referral, vera, accept=True, at=line.clock())
    assert await refused(line.end(pat, talk)) is Code.IN_DANGER
    await line.end(pat, talk, LEAVES)
    assert (await line.talk_row(talk)).phase == Phase.CLOSED


async def test_a_visitor_may_always_leave(line):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L4)
    await line.visits.leave(vera.id, line.clock())
    assert (await line.talk_row(talk)).phase == Phase.CLOSED


async def test_in_danger_only_the_moderator_who_has_claimed_it_ends_it(line):
    vera, _, talk = await line.paired()
    await line.worries(vera, talk, level=Level.L3)
    holds = SqlHolds(line.db, line.endings.close)
    other = await line.moderator("max")
    for moderator in (other, mona := await line.moderator()):
        await line.supervision.join(moderator, talk, line.clock())
    assert await refused(holds.end(mona, talk, line.clock())) is Code.IN_DANGER
    await claims(line)
    assert await refused(holds.end(other, talk, line.clock())) is Code.IN_DANGER
    assert notices(await holds.end(mona, talk, line.clock())) == [Notice.ENDED]

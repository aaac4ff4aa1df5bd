"""Those who carried much get nobody new for a while, whichever way a conversation ended."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from moderation.verdict import Level
from server.domain.debrief import DebriefState
from server.domain.duty import DutyState
from server.domain.exposure import Rest, RestReason
from server.domain.flag import EVERYONE_FROM
from server.domain.lifecycle import StepNotAllowed
from server.domain.load import DutyStep
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.stores.shifts.debriefs import SqlDebriefs
from server.stores.tables.core import duties, flags
from server.stores.tables.exposure import exposures, moods
from server.stores.tables.house import audit as audit_table
from server.stores.tables.house import staff
from tests.stores.line import AWAY

MINUTES = timedelta(minutes=1)


async def hard(line, level=Level.L3, minutes=20):
    """A conversation that was hard for so long, and is wrapped up."""
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, level=level)
    line.clock.passes(minutes=minutes)
    await line.seen(visitor, peer)
    await line.end(visitor, talk)
    await line.wrap_up(peer, talk)
    return peer


async def test_time_is_kept_by_level_without_whose_it_was(line):
    visitor, _, talk = await line.paired()
    line.clock.passes(minutes=5)
    await line.worries(visitor, talk, level=Level.L2)
    line.clock.passes(minutes=10)
    await line.end(visitor, talk)
    rows = await line.rows(exposures)
    assert [(row.staff, row.level, row.ended_at - row.began_at) for row in rows] == [
        ("pat", Level.L0, 5 * MINUTES),
        ("pat", Level.L2, 10 * MINUTES),
    ]
    assert set(rows[0]._fields) == {"id", "staff", "level", "began_at", "ended_at"}


async def test_after_a_hard_conversation_nobody_new_is_offered_until_the_rest_is_over(line):
    peer = await hard(line)
    await line.visitor("wim")
    assert await line.round() == []
    assert (await line.desk(peer)).rest == Rest(line.clock() + 30 * MINUTES, RestReason.COOL_DOWN)
    assert (await line.desk(peer)).duty.state is DutyState.READY
    line.clock.passes(minutes=31)
    await line.seen(peer)
    await line.visits.seen(["wim"], line.clock())
    (pairing,) = await line.round()
    assert pairing.peer == "pat"


async def test_an_ordinary_conversation_is_followed_by_the_next(line):
    peer = await hard(line, level=Level.L1)
    await line.visitor("wim")
    assert len(await line.round()) == 1
    assert (await line.desk(peer)).rest is None


async def test_who_rests_does_not_hold_the_line_open(line):
    await line.moderator()
    await hard(line)
    assert (await line.pictures.line(line.seen_since)).peers == 0


async def test_where_everybody_rests_it_is_known_when_the_first_may_go_on(line):
    await line.moderator()
    await hard(line)
    until = line.clock() + 30 * MINUTES
    assert (await line.pictures.line(line.seen_since)).rests_until == until
    line.clock.passes(minutes=1)
    await line.ready("paul")
    assert (await line.pictures.line(line.seen_since)).rests_until is None


async def test_a_break_does_not_shorten_the_rest(line):
    peer = await hard(line)
    await line.desks.rest(peer.id, Role.PEER, line.clock())
    await line.ready("pat")
    await line.visitor("wim")
    assert await line.round() == []


async def test_an_offer_that_was_on_its_way_cannot_be_accepted(line):
    """The conversation that was hard ended in another process after the offer was made."""
    peer = await line.ready("pat")
    await line.visitor("wim")
    await line.round()
    async with line.db.write() as tx:
        row = {
            "staff": "pat",
            "level": Level.L4,
            "began_at": line.clock() - 30 * MINUTES,
            "ended_at": line.clock(),
        }
        await tx.execute(exposures.insert().values(row))
    with pytest.raises(StepNotAllowed):
        await line.desks.accept(peer, await line.offer_of(peer), line.clock())


async def test_nobody_is_taken_out_of_a_conversation(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L4)
    line.clock.passes(hours=5)
    await line.seen(visitor, peer)
    await line.round()
    assert peer.id in await line.inside(talk)


async def test_a_moderator_who_joined_has_carried_it_too(line):
    visitor, _, talk = await line.paired()
    mona = await line.moderator()
    await line.worries(visitor, talk, level=Level.L3)
    await line.supervision.join(mona, talk, line.clock())
    line.clock.passes(minutes=7)
    await line.supervision.step_back(mona, talk, line.clock())
    (row,) = await line.rows(exposures, exposures.c.staff == "mona")
    assert (row.level, row.ended_at - row.began_at) == (Level.L3, 7 * MINUTES)


async def carried(line, name="mona", level=Level.L3):
    """A moderator who has been in such a conversation, and is off duty now."""
    visitor, _, talk = await line.paired()
    moderator = await line.moderator(name)
    await line.worries(visitor, talk, level=level)
    await line.supervision.join(moderator, talk, line.clock())
    line.clock.passes(minutes=7)
    await line.supervision.step_back(moderator, talk, line.clock())
    await line.off(name, Role.MODERATOR)
    return visitor, talk


async def test_a_moderator_who_carried_much_goes_on_duty_when_the_rest_is_over(line):
    await carried(line)
    mike = await line.moderator("mike")
    with pytest.raises(Refusal) as refused:
        await line.moderator("mona")
    assert (refused.value.code, refused.value.retry_after) == (Code.RESTING, 30 * 60)
    assert {duty.staff for duty in await on_duty(line)} == {"mike"}
    line.clock.passes(minutes=31)
    await line.seen(mike)
    await line.moderator("mona")
    assert {duty.staff for duty in await on_duty(line)} == {"mike", "mona"}
    assert await in_rest(line) == []


async def test_a_break_is_no_way_round_a_moderators_rest(line):
    await line.moderator("mike")
    visitor, _, talk = await line.paired()
    mona = await line.moderator("mona")
    await line.worries(visitor, talk, level=Level.L3)
    await line.supervision.join(mona, talk, line.clock())
    line.clock.passes(minutes=1)
    await line.seen(Session("mike", Role.MODERATOR))
    await line.supervision.step_back(mona, talk, line.clock())
    await line.moderator("mona")  # she is on duty, and nobody is taken off it
    await line.desks.rest(mona.id, Role.MODERATOR, line.clock())
    with pytest.raises(Refusal, match=Code.RESTING):
        await line.moderator("mona")


@pytest.mark.parametrize("others", ["nobody", "somebody whose line is down"])
async def test_where_nobody_else_is_on_duty_a_rest_keeps_nobody_away_and_it_is_kept(line, others):
    await carried(line)
    if others != "nobody":
        await line.moderator("mike")
        line.clock.passes(seconds=AWAY.total_seconds() + 1)
    await line.moderator("mona")
    assert "mona" in {duty.staff for duty in await on_duty(line)}
    assert await in_rest(line) == [("mona", "nobody else")]


async def test_where_a_flag_calls_everybody_a_rest_keeps_nobody_away(line):
    """The one on duty may be with somebody else in danger."""
    await carried(line)
    await line.moderator("mike")
    async with line.db.write() as tx:
        await tx.execute(update(flags).values(lapses=EVERYONE_FROM - 1))
    with pytest.raises(Refusal, match=Code.RESTING):
        await line.moderator("mona")
    async with line.db.write() as tx:
        await tx.execute(update(flags).values(lapses=EVERYONE_FROM))
    await line.moderator("mona")
    assert await in_rest(line) == [("mona", "a flag calls everybody")]


async def on_duty(line):
    here = await line.duties(duties.c.role == Role.MODERATOR)
    return [duty for duty in here if duty.state is DutyState.READY]


async def in_rest(line):
    rows = await line.rows(audit_table, audit_table.c.did == "called_in_rest")
    return [(row.who, row.reason) for row in rows]


async def test_the_desk_says_that_a_debrief_belongs_to_it(line):
    visitor, peer, talk = await line.paired()
    await line.worries(visitor, talk, level=Level.L2)
    await line.end(visitor, talk)
    assert (await line.desk(peer)).wrap_up_level is Level.L2


async def test_a_debrief_is_asked_once_booked_by_somebody_else_and_held(line):
    debriefs = SqlDebriefs(line.db, line.new_id)
    for name in ("pat", "mona"):
        await line.employed(name)
    await debriefs.ask("pat", line.clock())
    await debriefs.ask("pat", line.clock())
    (one,) = await debriefs.open()
    with pytest.raises(Refusal, match=Code.NOT_FOUND):
        await debriefs.book(one.id, "pat", line.clock())
    when = line.clock() + timedelta(hours=2)
    await debriefs.book(one.id, "mona", when)
    (one,) = await debriefs.open("pat")
    assert (one.state, one.supervisor, one.at) == (DebriefState.BOOKED, "Mona", when)
    await debriefs.finish(one.id, line.clock())
    assert await debriefs.open() == []


async def test_only_whose_it_is_takes_a_debrief_back(line):
    debriefs = SqlDebriefs(line.db, line.new_id)
    await line.employed("pat")
    await debriefs.ask("pat", line.clock())
    (one,) = await debriefs.open()
    with pytest.raises(Refusal, match=Code.NOT_FOUND):
        await debriefs.withdraw(one.id, "ash", line.clock())
    await debriefs.withdraw(one.id, "pat", line.clock())
    assert await debriefs.open() == []


async def test_the_end_of_a_shift_asks_how_it_was_and_whether_to_talk(line):
    await line.ready("pat")
    await line.off("pat", mood=2, talk=True)
    debriefs = SqlDebriefs(line.db, line.new_id)
    assert [mood for _, mood in await debriefs.moods("pat", line.clock() - MINUTES)] == [2]
    assert [one.name for one in await debriefs.open()] == ["Pat"]


async def test_a_wish_to_talk_in_the_wrap_up_asks_for_a_debrief(line):
    visitor, peer, talk = await line.paired()
    await line.end(visitor, talk)
    await line.wrap_up(peer, talk, then=DutyStep.REST, debrief=True)
    assert len(await SqlDebriefs(line.db, line.new_id).open()) == 1


async def test_after_four_weeks_it_is_gone(line):
    await hard(line)
    await line.off("pat", mood=1)
    fence = await line.leases.take("retention", "me", 10**7)
    line.clock.passes(days=29)
    await line.forgetting.past(fence, line.clock())
    assert (await line.rows(exposures), await line.rows(moods)) == ([], [])


async def test_whom_a_command_invented_gets_tired_of_nothing(line):
    """Else a replay or a demonstration comes to a stand after its first hard conversation."""
    async with line.db.write() as tx:
        await tx.execute(staff.insert().values(invented_pat(line.clock())))
    peer = await hard(line)
    await line.ready("pat")
    await line.visitor("wim")
    assert len(await line.round()) == 1
    assert (await line.desk(peer)).rest is None


def invented_pat(at):
    return {
        "id": "pat",
        "name": "Pat",
        "folded": "pat",
        "password_hash": "",
        "roles": (Role.PEER,),
        "created_at": at,
        "invented": True,
    }


async def test_ninety_calm_minutes_are_counted_until_a_break_or_the_end(line):
    debriefs, began = SqlDebriefs(line.db, line.new_id), line.clock()
    peer = await line.ready("pat")
    line.clock.passes(minutes=60)
    await line.ready("pat")
    assert await debriefs.worked_from("pat") == began
    await line.desks.rest(peer.id, Role.PEER, line.clock())
    assert await debriefs.worked_from("pat") is None
    line.clock.passes(minutes=2)
    await line.ready("pat")
    assert await debriefs.worked_from("pat") == began
    await line.desks.rest(peer.id, Role.PEER, line.clock())
    line.clock.passes(minutes=10)
    await line.ready("pat")
    assert await debriefs.worked_from("pat") == line.clock()
    await line.off("pat")
    assert await debriefs.worked_from("pat") is None


async def test_who_is_at_work_in_two_roles_has_worked_since_the_first(line):
    debriefs, began = SqlDebriefs(line.db, line.new_id), line.clock()
    await line.moderator("mona")
    line.clock.passes(minutes=30)
    await line.ready("mona")
    assert await debriefs.worked_from("mona") == began
    await line.desks.rest("mona", Role.PEER, line.clock())
    assert await debriefs.worked_from("mona") == began

"""Whoever is in danger and is left behind rings at a moderator's, whatever way somebody goes."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from moderation.verdict import Level
from server.domain.flag import PAGER_FROM, FlagState, Outcome
from server.domain.ids import PersonId, StaffId
from server.domain.lifecycle import StepNotAllowed
from server.domain.paging import Lapsed
from server.domain.protection import Hurt, Hurting
from server.domain.refusal import Code, Refusal
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.domain.visit import VisitState
from server.stores.accounts.lapsed import SqlLapsed
from server.stores.tables.core import flags
from server.stores.tables.house import staff_sessions
from tests.stores.line import FLAG_CLOCKS, GRACE, SILENCE, notices


async def signs_out(line, who, _):
    await line.sessions.end(f"token-of-{who.id}", line.clock())


async def ends_their_last_session(line, who, _):
    await line.sessions.end_one(who.id, f"token-of-{who.id}", line.clock())


async def is_disabled(line, who, _):
    await line.rights.disable(who.id, "ada", line.clock())


async def has_the_role_taken(line, who, _):
    await line.rights.grant(who.id, (Role.ADMINISTRATOR,), "ada", line.clock())


async def finds_back_in_by_a_new_password(line, who, _):
    at = line.clock()
    await line.ways_back.ask(who.id, "ada", "I know their voice", at)
    (way,) = await line.ways_back.live(at)
    mike = StaffMember(StaffId(PersonId("mike")), "Mike", (Role.ADMINISTRATOR,))
    await line.ways_back.confirm(way.id, mike, "link", at)
    await line.ways_back.use("link", "hash", at)


async def has_a_session_that_ends_by_the_hour(line, who, _):
    this = staff_sessions.c.token_hash == f"token-of-{who.id}"
    async with line.db.write() as tx:
        await tx.execute(update(staff_sessions).where(this).values(expires_at=line.clock()))
    fence = await line.lead("sessions")
    lapsed = SqlLapsed(line.db, line.ringing, required=False)
    assert [wake async for wake in lapsed.depart(fence, line.clock())]


async def loses_the_line(line, who, others):
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(*others)
    fence = await line.lead()
    await line.matchmaking.lose(fence, line.clock(), line.clock() - GRACE)


async def steps_aside(line, who, _):
    await line.step_aside(who, "talk-vera")


async def ends_and_reports(line, who, _):
    hurting = Hurting(Hurt.INSULTS, "", FLAG_CLOCKS)
    await line.reliefs.end_and_report(who, "talk-vera", hurting, line.clock())


async def steps_back(line, who, _):
    await line.supervision.step_back(who, "talk-vera", line.clock())


async def is_changed_by_the_visitor(line, _, others):
    await line.pairs.change(others[0], line.clock())


async def is_reported_by_the_visitor(line, _, others):
    await line.pairs.report(others[0], line.raising(Level.L0), Level.L0, line.clock())


BY_ACCOUNT = (
    signs_out,
    ends_their_last_session,
    is_disabled,
    has_the_role_taken,
    finds_back_in_by_a_new_password,
    has_a_session_that_ends_by_the_hour,
)
BY_VISITOR = (is_changed_by_the_visitor, is_reported_by_the_visitor)
OF_PEERS = (*BY_ACCOUNT, loses_the_line, steps_aside, ends_and_reports, *BY_VISITOR)
OF_MODERATORS = (*BY_ACCOUNT, loses_the_line, steps_back, is_changed_by_the_visitor)
WAYS = [
    *[pytest.param("peer", goes, id=f"a peer {goes.__name__}") for goes in OF_PEERS],
    *[pytest.param("moderator", goes, id=f"a moderator {goes.__name__}") for goes in OF_MODERATORS],
    pytest.param("paged", loses_the_line, id="a moderator off duty loses_the_line"),
    pytest.param("beside", signs_out, id="a peer beside whom a moderator was signs_out"),
]
SOME = [
    pytest.param("peer", goes, id=f"a peer {goes.__name__}")
    for goes in (signs_out, loses_the_line, steps_aside, is_changed_by_the_visitor)
] + [
    pytest.param("moderator", goes, id=f"a moderator {goes.__name__}")
    for goes in (is_disabled, loses_the_line, steps_back)
]
"""All of them go through the same pieces; the first test below walks each."""


async def signed_in(line, who):
    row = {"token_hash": f"token-of-{who.id}", "staff": who.id, "created_at": line.clock()}
    async with line.db.write() as tx:
        expires = line.clock() + timedelta(hours=12)
        await tx.execute(insert(staff_sessions).values(**row, expires_at=expires))


async def talking(line, level):
    """Vera in danger, whoever answers her alone, and Mike on duty."""
    await line.employed("ada", ("administrator",))
    vera, pat, talk = await line.paired()
    mike = await line.moderator("mike")
    await line.worries(vera, talk, level=level, within=60)
    return vera, pat, mike, talk


async def at_home(line):
    await line.employed("mona")
    return Session("mona", Role.MODERATOR, "Mona")


async def answered_by(line, role, level=Level.L3):
    """`paged`: by a moderator who was called at home, and has not gone on duty. `beside`: by a peer
    with whom a moderator was who has gone off duty since.
    """
    vera, answers, mike, talk = await talking(line, level)
    if role != "peer":
        mona = await at_home(line) if role == "paged" else await line.moderator("mona")
        await line.supervision.join(mona, talk, line.clock())
        if role == "beside":
            await line.off("mona", Role.MODERATOR)
        else:
            await line.step_aside(answers, talk)
            answers = mona
    await signed_in(line, answers)
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    return vera, answers, mike, talk


async def claimed(line, moderator):
    await line.alerts.claim((await line.only_flag()).id, moderator, line.clock())


async def resolved(line, moderator):
    await claimed(line, moderator)
    flag = (await line.only_flag()).id
    await line.alerts.resolve(flag, moderator, Outcome.CONFIRMED, "Heard", line.clock())


async def worry(line):
    """The flag about the visitor; a report about the peer is another one."""
    (flag,) = [one for one in (await line.raised()).flags if not one.reported]
    return flag


async def turn_the_clocks(line):
    fence = await line.lead("clocks")
    later = lambda _, at: Lapsed(at + timedelta(seconds=60))  # noqa: E731
    return await line.flag_clock.lapse(fence, line.clock(), line.seen_since, later)


@pytest.mark.parametrize(("role", "goes"), WAYS)
async def test_what_was_looked_at_before_rings_again_when_nobody_answers_any_more(line, role, goes):
    """The flag was resolved, the level stands: nobody heard that the visitor was alone."""
    vera, answers, mike, _ = await answered_by(line, role)
    await resolved(line, mike)
    await goes(line, answers, (vera, mike))
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    flag = await worry(line)
    assert (flag.state, flag.level) == (FlagState.RAISED, Level.L3)
    assert flag.calls("mike")


@pytest.mark.parametrize(("role", "goes"), SOME)
async def test_whoever_has_the_flag_is_called_anew(line, role, goes):
    vera, answers, mike, _ = await answered_by(line, role)
    await claimed(line, mike)
    await goes(line, answers, (vera, mike))
    flag = await worry(line)
    assert (flag.state, flag.claimed_by) == (FlagState.CALLED, "mike")
    assert flag.calls("mike")


@pytest.mark.parametrize(("role", "goes"), SOME)
async def test_what_nobody_has_yet_rings_at_once(line, role, goes):
    vera, answers, mike, _ = await answered_by(line, role)
    await goes(line, answers, (vera, mike))
    assert (await worry(line)).calls("mike")


@pytest.mark.parametrize("goes", [signs_out, loses_the_line, is_changed_by_the_visitor])
async def test_a_flag_of_a_moderator_who_has_gone_is_the_next_ones(line, goes):
    vera, mona, mike, _ = await answered_by(line, "moderator")
    await claimed(line, mona)
    await goes(line, mona, (vera, mike))
    await turn_the_clocks(line)
    flag = await worry(line)
    if goes is is_changed_by_the_visitor:  # they are here, and called themselves
        assert (flag.state, flag.claimed_by) == (FlagState.CALLED, "mona")
    else:
        assert (flag.claimed_by, flag.alerting) == (None, "mike")


async def test_a_moderator_who_steps_back_from_their_own_flag_leaves_it_to_the_next_one(line):
    vera, mona, mike, _ = await answered_by(line, "moderator")
    await claimed(line, mona)
    await steps_back(line, mona, (vera, mike))
    flag = await worry(line)
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.RAISED, None, "mike")
    assert flag.due_at is not None and not flag.calls("mona")


async def test_also_where_their_own_flag_had_called_them_anew_or_was_overdue(line):
    vera, mona, mike, talk = await answered_by(line, "moderator")
    await claimed(line, mona)
    await line.worries(vera, talk, "now", Level.L4, within=60)
    line.clock.passes(seconds=60)
    await line.seen(vera, mona, mike)
    await turn_the_clocks(line)
    await steps_back(line, mona, (vera, mike))
    flag = await worry(line)
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.OVERDUE, None, "mike")


@pytest.mark.parametrize("before", [claimed, resolved, None])
async def test_who_steps_back_alone_on_duty_is_not_waited_for(line, before):
    """Nobody else is there to be called: the next turn of the clocks is the pager's."""
    vera, mona, _, _ = await answered_by(line, "moderator")
    if before:
        await before(line, mona)
    await line.off("mike", Role.MODERATOR)
    await steps_back(line, mona, (vera,))
    flag = await worry(line)
    assert (flag.state, flag.claimed_by, flag.alerting) == (FlagState.RAISED, None, None)
    assert flag.due_at == line.clock()
    await turn_the_clocks(line)
    assert (await worry(line)).lapses == PAGER_FROM


async def test_who_was_called_and_is_off_duty_by_now_is_not_waited_for(line):
    vera, pat, mike, talk = await talking(line, Level.L2)
    mona = await line.moderator("mona")
    await line.alerts.ask(pat, talk, line.raising(Level.L3), line.clock())
    called = (await worry(line)).alerting
    other = {"mike": mona, "mona": mike}[called]
    await line.off(called, Role.MODERATOR)
    await signed_in(line, pat)
    before = (await worry(line)).graver
    await signs_out(line, pat, (vera, other))
    flag = await worry(line)
    assert (flag.alerting, flag.graver) == (other.id, before + 1)


async def test_a_moderator_who_steps_back_is_not_the_one_who_is_called(line):
    vera, mona, mike, _ = await answered_by(line, "moderator")
    await resolved(line, mike)
    await steps_back(line, mona, (vera, mike))
    assert (await worry(line)).alerting == "mike"


async def test_with_nobody_on_duty_the_pager_is_not_waited_for(line):
    vera, pat, mike, _ = await answered_by(line, "peer")
    await resolved(line, mike)
    await line.off("mike", Role.MODERATOR)
    await signs_out(line, pat, (vera,))
    flag = await worry(line)
    assert (flag.alerting, flag.due_at) == (None, line.clock())


async def test_who_goes_as_peer_and_moderator_at_once_is_not_called_themselves(line):
    vera, pat, mike, _ = await answered_by(line, "peer")
    await resolved(line, mike)
    await line.off("mike", Role.MODERATOR)
    await line.moderator("pat")
    await signs_out(line, pat, (vera,))
    assert (await worry(line)).alerting is None


@pytest.mark.parametrize("goes", [signs_out, loses_the_line])
async def test_below_that_level_nobody_is_called(line, goes):
    vera, pat, mike, _ = await answered_by(line, "peer", Level.L2)
    await resolved(line, mike)
    await goes(line, pat, (vera, mike))
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert (await line.raised()).flags == ()


@pytest.mark.parametrize("goes", [is_disabled, loses_the_line, steps_aside])
async def test_where_a_moderator_goes_on_nobody_is_called_anew(line, goes):
    vera, pat, mike, talk = await answered_by(line, "peer")
    await claimed(line, mike)
    await line.supervision.join(mike, talk, line.clock())
    await goes(line, pat, (vera, mike))
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING
    assert (await worry(line)).state is FlagState.CLAIMED


async def test_nobody_is_left_with_a_moderator_who_is_lost_as_well(line):
    vera, pat, mike, talk = await answered_by(line, "peer")
    mona = await line.moderator("mona")
    await line.supervision.join(mona, talk, line.clock())
    await loses_the_line(line, (pat, mona), (vera, mike))
    assert await line.inside(talk) == {"vera"}
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert (await worry(line)).calls("mike")


async def test_nobody_is_left_with_a_moderator_who_was_lost_before(line):
    """They stood in it as somebody who speaks there, for good."""
    vera, pat, mike, talk = await answered_by(line, "peer")
    mona = await line.moderator("mona")
    await line.supervision.join(mona, talk, line.clock())
    await loses_the_line(line, mona, (vera, pat, mike))
    assert await line.inside(talk) == {"vera", "pat"}
    await signs_out(line, pat, (vera, mike))
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert (await worry(line)).calls("mike")


async def test_who_was_paged_at_home_stays_while_their_line_is_up(line):
    vera, mona, mike, talk = await answered_by(line, "paged")
    for _ in range(2):
        await loses_the_line(line, None, (vera, mona, mike))
    assert await line.inside(talk) == {"vera", "mona"}
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_who_comes_in_long_after_their_last_shift_is_not_lost_at_once(line):
    vera, _, mike, talk = await answered_by(line, "peer")
    mona = await line.moderator("mona")
    await line.off("mona", Role.MODERATOR)
    line.clock.passes(seconds=GRACE.total_seconds() + 1)
    await line.seen(vera, Session("pat", Role.PEER, "Pat"), mike)
    await line.supervision.join(mona, talk, line.clock())
    fence = await line.lead()
    await line.matchmaking.lose(fence, line.clock(), line.clock() - GRACE)
    assert await line.inside(talk) == {"vera", "pat", "mona"}


async def test_a_moderator_who_answers_alone_does_not_go_off_duty(line):
    vera, mona, _, talk = await answered_by(line, "moderator")
    with pytest.raises(StepNotAllowed):
        await line.off(mona.id, Role.MODERATOR)
    assert await line.inside(talk) == {"vera", "mona"}
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_by_the_end_of_a_shift_nobody_in_danger_is_left(line):
    vera, pat, _, _ = await answered_by(line, "peer")
    with pytest.raises(Refusal) as refused:
        await line.off(pat.id, at_once=True)
    assert refused.value.code is Code.IN_DANGER
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


async def test_by_silence_nobody_in_danger_is_left(line):
    """Neither as away, nor as a peer who says nothing for too long."""
    vera, _, mike, talk = await answered_by(line, "peer")
    await resolved(line, mike)
    line.clock.passes(seconds=10 * SILENCE.ask.total_seconds())
    await line.seen(vera)
    assert await line.absences.note(await line.lead(), line.clock()) == []
    wakes = await line.silences.due(await line.lead(), line.clock(), line.seen_since)
    assert [notice for wake in wakes for notice in notices(wake)] == []
    assert await line.inside(talk) == {"vera", "pat"}


async def test_the_wall_looks_and_one_flag_stands_for_one_person(line):
    vera, pat, mike, _ = await answered_by(line, "peer")
    await resolved(line, mike)
    wake = (await line.sessions.end(f"token-of-{pat.id}", line.clock()))[1]
    assert wake.wall
    assert len(await line.rows(flags, flags.c.state == FlagState.RAISED)) == 1
    await line.ready("paul")
    await line.seen(vera)
    assert len(await line.round()) == 1

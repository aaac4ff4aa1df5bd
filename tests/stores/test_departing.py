"""Whoever leaves in the middle of a conversation leaves nobody behind, whatever way they go."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from moderation.verdict import Level
from server.domain.duty import Availability, DutyState
from server.domain.message import Notice
from server.domain.refusal import Code, Refusal
from server.domain.session import Role
from server.domain.visit import VisitState
from server.services.accounts.lapsing import SessionTending
from server.stores.accounts.lapsed import SqlLapsed
from server.stores.tables.core import duties
from server.stores.tables.house import staff_sessions
from server.stores.talk.departing import depart
from server.stores.watch.leading import SqlLeading
from tests.stores.line import looked_at, notices
from tests.stores.test_transfers import ask


async def signs_out(line):
    _, wake = await line.sessions.end("token-of-pat", line.clock())
    return wake


async def ends_their_last_session(line):
    return await line.sessions.end_one("pat", "token-of-pat", line.clock())


async def is_disabled(line):
    return await line.rights.disable("pat", "ada", line.clock())


async def is_no_peer_any_more(line):
    return await line.rights.grant("pat", (Role.ADMINISTRATOR,), "ada", line.clock())


async def ends_the_shift(line):
    return await line.off("pat", at_once=True)


async def is_signed_in_no_more_by_the_hour(line):
    async with line.db.write() as tx:
        await tx.execute(update(staff_sessions).values(expires_at=line.clock()))
    (wake,) = await lapse(line)
    return wake


async def drops_the_second_step_that_is_required(line):
    (wake,) = await lapse(line, required=True)
    return wake


async def lapse(line, *, required=False):
    fence = await line.lead("sessions")
    lapsed = SqlLapsed(line.db, line.ringing, required)
    return [wake async for wake in lapsed.depart(fence, line.clock())]


WAYS_OUT = [
    *(signs_out, ends_their_last_session, is_disabled, is_no_peer_any_more, ends_the_shift),
    *(is_signed_in_no_more_by_the_hour, drops_the_second_step_that_is_required),
]


async def signed_in(line, who, token, *, hours=12):
    row = {"token_hash": token, "staff": who, "created_at": line.clock()}
    async with line.db.write() as tx:
        expires = line.clock() + timedelta(hours=hours)
        await tx.execute(insert(staff_sessions).values(**row, expires_at=expires))


@pytest.fixture
async def talking(line):
    await line.employed("ada", ("administrator",))
    vera, pat, talk = await line.paired()
    await signed_in(line, "pat", "token-of-pat")
    return vera, pat, talk


@pytest.mark.parametrize("goes", WAYS_OUT)
async def test_the_visitor_is_told_and_first_in_line_in_the_same_step(line, talking, goes):
    vera, pat, talk = talking
    await line.visitor("wim")
    wake = await goes(line)
    assert notices(wake) == [Notice.PEER_LEFT]
    assert {"vera", "pat"} <= looked_at(wake)
    view = await line.view(vera)
    assert (view.talk.visit.state, view.place) == (VisitState.WAITING, 1)
    assert (await line.desk(pat)).duty.state is DutyState.OFF
    assert await line.inside(talk) == {"vera"}


async def test_the_next_peer_goes_on_with_them(line, talking):
    await signs_out(line)
    paul = await line.ready("paul")
    await line.round()
    await line.desks.accept(paul, await line.offer_of(paul), line.clock())
    assert await line.inside("talk-vera") == {"vera", "paul"}


async def test_who_is_offered_goes_back_to_the_head(line):
    vera, pat = await line.visitor("vera"), await line.ready("pat")
    await line.round()
    await signed_in(line, "pat", "token-of-pat")
    await signs_out(line)
    assert (await line.view(vera)).talk.visit.state is VisitState.WAITING
    assert (await line.desk(pat)).duty.state is DutyState.OFF


async def test_who_was_asked_to_take_over_has_said_no(line):
    _, paul, talk = await line.paired(peer="paul")
    pat = await line.ready("pat")
    await ask(line, paul, talk, "pat")
    await signed_in(line, "pat", "token-of-pat")
    assert notices(await signs_out(line)) == [Notice.TRANSFER_OFF]
    assert (await line.desk(pat)).asked is None
    assert await line.inside(talk) == {"vera", "paul"}


async def test_another_session_of_theirs_keeps_the_shift_when_one_is_ended(line, talking):
    _, pat, _ = talking
    await signed_in(line, "pat", "another-of-pat")
    await ends_their_last_session(line)
    assert (await line.desk(pat)).duty.state is DutyState.TALKING


async def test_who_is_signed_in_elsewhere_stays_when_one_session_is_over(line, talking):
    _, pat, _ = talking
    await signed_in(line, "pat", "over", hours=0)
    assert await lapse(line) == []
    assert (await line.desk(pat)).duty.state is DutyState.TALKING


async def test_a_moderator_whose_session_is_over_reads_along_no_more(line, talking):
    _, _, talk = talking
    mona = await line.moderator()
    await line.supervision.read(mona, talk, line.clock())
    await line.off("mona", Role.MODERATOR)
    await line.supervision.read(mona, talk, line.clock())
    await signed_in(line, "mona", "over", hours=0)
    assert len(await lapse(line)) == 1
    assert await line.inside(talk) == {"vera", "pat"}
    assert await lapse(line) == []


async def test_a_moderator_stays_on_duty_when_only_another_role_is_taken(line):
    await line.employed("ada", ("administrator",))
    mona = await line.moderator()
    roles = (Role.MODERATOR,)
    await line.rights.grant("mona", roles, "ada", line.clock())
    assert (await line.queue()).staffing.moderators == 1
    await line.rights.disable(mona.id, "ada", line.clock())
    assert (await line.queue()).staffing.moderators == 0


async def test_from_somebody_in_danger_one_steps_aside_before_the_shift_ends(line, talking):
    vera, pat, talk = talking
    await line.worries(vera, talk, level=Level.L3)
    with pytest.raises(Refusal) as refused:
        await ends_the_shift(line)
    assert refused.value.code is Code.IN_DANGER
    await line.step_aside(pat, talk)
    await line.off("pat")
    assert (await line.desk(pat)).duty.state is DutyState.OFF


async def test_a_sign_out_is_never_refused(line, talking):
    vera, _, talk = talking
    await line.worries(vera, talk, level=Level.L4)
    assert notices(await signs_out(line)) == [Notice.PEER_LEFT]
    assert (await line.view(vera)).place == 1


async def test_a_moderator_who_signs_out_beside_a_peer_is_no_ghost_who_leads(line):
    _, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    await SqlLeading(line.db, line.alerts.times).take(mona, talk, line.clock())
    async with line.db.write() as tx:
        wake = await depart(line.ringing, tx, mona.id, line.clock())
    assert notices(wake) == [Notice.MODERATOR_LEFT]
    assert await line.inside(talk) == {"vera", "pat"}
    await line.end(pat, talk)  # it is the peer's again


async def test_a_peer_who_goes_beside_a_moderator_leaves_the_visitor_with_them(line):
    vera, pat, talk = await line.paired()
    mona = await line.moderator()
    await line.supervision.join(mona, talk, line.clock())
    async with line.db.write() as tx:
        wake = await depart(line.ringing, tx, pat.id, line.clock())
    assert notices(wake) == [Notice.PEER_RELIEVED]
    assert await line.inside(talk) == {"vera", "mona"}
    assert (await line.view(vera)).talk.visit.state is VisitState.TALKING


@pytest.mark.parametrize(("stays", "goes"), [("pat", "pia"), ("pia", "pat")])
async def test_one_who_cannot_depart_keeps_nobody_else_and_what_was_done_is_spread(
    line, talking, monkeypatch, stays, goes
):
    await line.ready("pia")
    await signed_in(line, "pia", "token-of-pia")
    async with line.db.write() as tx:
        await tx.execute(update(staff_sessions).values(expires_at=line.clock()))

    async def fails_for_one(calling, tx, who, at):
        if who == stays:
            raise OSError(who)
        return await depart(calling, tx, who, at)

    monkeypatch.setattr("server.stores.accounts.lapsed.depart", fails_for_one)
    heard, lapsed = Heard(), SqlLapsed(line.db, line.ringing, required=False)
    with pytest.raises(ExceptionGroup):
        await SessionTending(lapsed, heard, line.clock).round(await line.lead("sessions"))
    assert {goes} <= heard.people
    kept = {row.staff for row in await line.rows(duties) if row.availability != Availability.OFF}
    assert kept == {stays}


class Heard:
    def __init__(self):
        self.people = set()

    def spread(self, wake):
        self.people |= looked_at(wake)

"""Who is on hold, as the wall, the desk, moderators and administrators see it."""

import pytest

from server.contract.commands import ReportPeer
from server.contract.flag_views import EarlierReports
from server.contract.hold_commands import HoldPeer
from server.contract.peer_hold_requests import LiftHold, PutOnHold, ShowPeerHolds
from server.contract.staff_commands import ClaimFlag, ResolveFlag
from server.domain.flag import Outcome
from server.domain.message import Notice
from server.domain.session import Role
from server.domain.staff import StaffMember
from server.services.watch.putting_on_hold import PuttingOnHold
from server.stores.talk.closed_talks import SqlClosedTalks

MIKE = StaffMember("mike", "Mike", (Role.MODERATOR,))
PAT = StaffMember("pat", "Pat", (Role.PEER, Role.ADMINISTRATOR))
WHY = "Asked where the visitor lives"


@pytest.fixture
def holds(house):
    return PuttingOnHold(house.peer_holds, SqlClosedTalks(house.db), house.hints, house.clock)


async def test_the_desk_and_the_wall_show_who_is_on_hold_after_a_confirmed_report(house, holds):
    mona, pat = await reported(house)
    assert (await house.viewing.desks([pat.id]))[pat.id].held
    assert (await house.walling.view(mona)).health.peers_held == 1
    pats = (await shown_to(MIKE, holds))["Pat"]
    (hold,) = pats.holds
    assert (hold.by, hold.mine, hold.reason) == ("Mona", False, WHY)
    assert [one.outcome for one in pats.reports] == [Outcome.CONFIRMED]
    await holds.lift(MIKE, LiftHold(hold=hold.id, reason="Spoke with Pat"))
    assert not (await house.viewing.desks([pat.id]))[pat.id].held
    assert (await house.walling.view(mona)).health.peers_held == 0


async def test_nobody_reads_what_is_kept_about_themselves(house, holds):
    await reported(house)
    assert "Pat" not in await shown_to(PAT, holds)
    assert "Pat" in await shown_to(MIKE, holds)


async def test_earlier_reports_are_counted_on_the_flag_of_a_new_one(house, holds):
    mona, _ = await reported(house)
    (hold,) = (await shown_to(MIKE, holds))["Pat"].holds
    await holds.lift(MIKE, LiftHold(hold=hold.id, reason="Spoke with Pat"))
    wim, _, _ = await house.paired("wim")
    await house.changing.report_peer(wim, ReportPeer())
    (card,) = (await house.walling.view(mona)).flags
    assert card.earlier == EarlierReports(reports=1, confirmed=1)


async def test_a_moderator_puts_a_peer_on_hold_and_lets_the_conversation_go_on(house, holds):
    _, pat, talk = await house.paired()
    mona = await house.moderator()
    await holds.hold_peer(mona, HoldPeer(conversation=talk, reason=WHY, take_over=False))
    assert (await house.viewing.desks([pat.id]))[pat.id].held
    assert await house.inside(talk) == {"vera", "pat"}
    assert house.hints.said == []


async def test_or_goes_on_with_the_visitor_themselves(house, holds):
    _, pat, talk = await house.paired()
    mona = await house.moderator()
    await holds.hold_peer(mona, HoldPeer(conversation=talk, reason=WHY, take_over=True))
    assert (await house.viewing.desks([pat.id]))[pat.id].held
    assert await house.inside(talk) == {"vera", "mona"}
    assert [message.notice for message in house.hints.said] == [Notice.TRANSFERRED]


async def test_somebody_who_is_no_peer_any_more_is_still_found(house, holds):
    pat = await house.ready("pat")
    await holds.put(MIKE, PutOnHold(peer=pat.id, reason=WHY))
    await house.rights.grant(pat.id, (), MIKE.id, house.clock())
    pats = (await shown_to(MIKE, holds))["Pat"]
    assert pats.holds[0].mine


async def shown_to(who, holds):
    return {one.name: one for one in (await holds.show(who, ShowPeerHolds())).peers}


async def reported(house):
    """A report about Pat that Mona has confirmed; Pat is on shift."""
    vera, pat, talk = await house.paired()
    mona = await house.moderator()
    await house.changing.report_peer(vera, ReportPeer(remark="He asked where I live"))
    await house.wrap_up(pat, talk)
    await house.visits.leave("vera", house.clock())
    flag = await house.only_flag()
    await house.supervising.claim_flag(mona, ClaimFlag(flag=flag.id))
    done = ResolveFlag(flag=flag.id, outcome=Outcome.CONFIRMED, reason=WHY)
    await house.supervising.resolve_flag(mona, done)
    return mona, pat

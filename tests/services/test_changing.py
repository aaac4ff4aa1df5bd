"""Someone else, please; and: I don't feel safe with this person."""

from moderation.verdict import Action, Level, Verdict
from server.contract.commands import ChangePeer, ReportPeer
from server.contract.room_commands import ReportInRoom
from server.contract.staff_commands import ClaimFlag, ResolveFlag
from server.domain.flag import FlagKind, Outcome
from server.domain.message import Notice
from server.domain.report import UNSAFE, UNSAFE_IN_ROOM
from server.domain.visit import VisitState
from tests.stores.line import worrying
from tests.stores.rooming import Rooming


async def test_someone_else_is_asked_for_without_a_reason(house):
    vera, _, _ = await house.paired()
    await house.changing.change_peer(vera, ChangePeer())
    view = await house.viewing.visit(vera)
    assert (view.state, view.wait.place, view.company) == (VisitState.WAITING, 1, ())
    assert [m.notice for m in house.hints.said] == [Notice.PEER_CHANGED]
    assert (await house.raised()).flags == ()
    assert house.screened == []


async def test_a_report_is_on_the_wall_with_who_is_meant_and_in_their_words(house):
    vera, _, talk = await house.paired()
    mona = await house.moderator()
    await house.changing.report_peer(vera, ReportPeer(remark="He asked where I live"))
    (card,) = (await house.walling.view(mona)).flags
    assert (card.kind, card.reported, card.pseudonym) == (FlagKind.REPORT, "Pat", "Quiet vera")
    assert (card.conversation, card.words) == (talk, "He asked where I live")
    assert card.due_at == house.clock() + house.changing.clocks[Level.L2]
    health = (await house.walling.view(mona)).health
    assert (health.peers_held, health.closed) == (1, "no_peer")


async def test_its_words_are_screened_and_danger_is_not_overlooked(house):
    vera, _, talk = await house.paired()
    house.verdict = worrying(Level.L4)
    await house.changing.report_peer(vera, ReportPeer(remark="He told me to do it"))
    assert house.hints.names() == ["help", "spread"]
    flags = {flag.kind: flag for flag in (await house.raised()).flags}
    report = flags.pop(FlagKind.REPORT)
    assert (report.level, "suicide" in report.concerns) == (Level.L4, True)
    assert [one.level for one in flags.values()] == [Level.L4]  # nobody is with them now
    assert (await house.talk_row(talk)).level == Level.L4


async def test_without_words_there_is_nothing_to_screen(house):
    vera, _, _ = await house.paired()
    house.verdict = Verdict(actions=Action.FLAG, complete=False)
    await house.changing.report_peer(vera, ReportPeer())
    assert house.screened == []
    assert (await house.only_flag()).complete


async def test_the_peer_reads_that_somebody_looks_first_and_then_no_more(house):
    vera, pat, _ = await house.paired()
    mona = await house.moderator()
    await house.changing.report_peer(vera, ReportPeer())
    assert (await house.viewing.desks([pat.id]))[pat.id].held
    flag = await house.only_flag()
    await house.supervising.claim_flag(mona, ClaimFlag(flag=flag.id))
    done = ResolveFlag(flag=flag.id, outcome=Outcome.FALSE_ALARM, reason="Spoke with both")
    await house.supervising.resolve_flag(mona, done)
    assert not (await house.viewing.desks([pat.id]))[pat.id].held


async def test_a_report_is_not_on_the_wall_of_whom_it_is_about(house):
    vera, _, _ = await house.paired()
    await house.changing.report_peer(vera, ReportPeer())
    both, mona = await house.moderator("pat"), await house.moderator()
    assert (await house.walling.view(both)).flags == ()
    assert len((await house.walling.view(mona)).flags) == 1


async def test_in_a_room_the_card_says_who_is_meant_and_the_words_are_screened(house):
    room = Rooming(house)
    _, _, vera = await room.opened("vera")
    mona = await house.moderator()
    house.verdict = worrying(Level.L3)
    await house.changing.report_in_room(vera, ReportInRoom(name="Cole", remark="He scares me"))
    assert house.hints.names() == ["help", "spread"]
    (card,) = (await house.walling.view(mona)).flags
    assert (card.kind, card.reported) == (FlagKind.REPORT, "Cole")
    assert (card.words, card.level) == ("About Cole. He scares me", Level.L3)
    assert card.concerns[0] == "unsafe_in_room"
    assert UNSAFE_IN_ROOM in card.reasons
    assert UNSAFE not in card.reasons

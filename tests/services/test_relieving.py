"""A peer goes, without penalty: what the visitor's page and the wall show of it."""

from moderation.verdict import Level
from server.contract.care_commands import EndAndReport
from server.contract.commands import Begin
from server.domain.ids import visit_id
from server.domain.protection import Hurt
from server.domain.session import Role, Session
from server.domain.visit import VisitState

FIRST, SECOND = "a" * 43, "b" * 43  # two tokens of one tab


def reports(talk, words=""):
    return EndAndReport(conversation=talk, kind=Hurt.INSULTS, words=words)


async def test_the_visitors_page_says_what_it_was_and_the_wall_who_was_hurt(house):
    vera, pat, talk = await house.paired()
    mona = await house.moderator()
    await house.relieving.end_and_report(pat, reports(talk, "  They called me names. "))
    view = await house.viewing.visit(vera)
    assert (view.state, view.stopped) == (VisitState.ENDED, Hurt.INSULTS)
    (flag,) = (await house.walling.view(mona)).flags
    assert (flag.words, flag.level, flag.reported) == ("They called me names.", Level.L1, None)
    assert flag.reasons == ("The peer was insulted, and ended the conversation.",)


async def test_the_desk_says_beforehand_whether_it_ends(house):
    vera, pat, talk = await house.paired()

    async def ends():
        return (await house.viewing.desks([pat.id]))[pat.id].conversations[0].report_ends

    assert await ends()
    await house.worries(vera, talk, level=Level.L2)
    assert not await ends()
    await house.relieving.end_and_report(pat, reports(talk))
    assert (await house.viewing.visit(vera)).state is VisitState.WAITING


async def test_who_begins_again_in_the_same_tab_is_not_brought_to_that_peer(house):
    await house.moderator()
    pat = await house.ready("pat")
    vera = Session(visit_id(FIRST), Role.VISITOR)
    await house.visiting.begin(vera, Begin(consent=True, language="en"))
    await house.round()
    (offer,) = (await house.desk(pat)).offers
    await house.desks.accept(pat, offer.offer.id, house.clock())
    talk = (await house.viewing.visit(vera)).conversation
    await house.relieving.end_and_report(pat, reports(talk))
    await house.wrap_up(pat, talk)
    again = Session(visit_id(SECOND), Role.VISITOR)
    await house.visiting.begin(again, Begin(consent=True, language="en", follows=FIRST))
    await house.seen(pat)
    assert await house.round() == []
    assert (await house.viewing.visit(again)).nobody

"""Which words of a visitor reach the peer."""

import pytest

from moderation.verdict import Level
from server.contract.commands import Feedback
from server.contract.feedback_requests import ShowFeedback
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.services.talk.thanking import ReadingThanks, Thanking
from server.stores.tables.core import visits
from tests.stores.line import CALM, FLAG_CLOCKS, LEAVES, looked_at, worrying

VERA = Session("vera", Role.VISITOR, "Vera")
PAT = StaffMember("pat", "Pat", (Role.PEER,))


def answering(house, verdict):
    hints, card = house.hints, house.viewing.help_for
    return Thanking(house.thanks, hints, lambda _: verdict, card, FLAG_CLOCKS, house.clock, 10)


@pytest.mark.parametrize(
    ("verdict", "share", "arrives"),
    [(CALM, True, True), (CALM, False, False), (worrying(Level.L1), True, False)],
)
async def test_words_arrive_only_if_allowed_and_calm(house, verdict, share, arrives):
    thanks = house.thanks
    await house.paired()
    thanking = answering(house, verdict)
    await thanking.feedback(VERA, Feedback(helped=3, distress=2, text="Thank you", share=share))
    (row,) = await house.rows(visits)
    assert (row.helped, row.distress_after) == (3, 2)
    (one,) = await thanks.of_peer("pat")
    assert one.words == ("Thank you" if arrives else "")
    shown = await ReadingThanks(thanks, house.clock).show(PAT, ShowFeedback())
    assert (shown.answers, shown.words) == (0, ())


async def test_distress_at_the_top_of_the_scale_after_a_chat_is_a_concern(house):
    _, _, talk = await house.paired()
    thanking = answering(house, CALM)
    await thanking.feedback(VERA, Feedback(helped=1, distress=9))
    assert (await house.talk_row(talk)).level is not Level.L1
    await thanking.feedback(VERA, Feedback(helped=1, distress=10))
    assert (await house.talk_row(talk)).level == Level.L1


async def test_danger_that_is_first_said_afterwards_brings_help_at_once(house):
    """Not only a flag that somebody finds: the one who wrote it sat before the page as before."""
    _, pat, talk = await house.paired()
    await house.end(pat, talk, LEAVES)
    await answering(house, worrying(Level.L3)).feedback(VERA, Feedback(text="I will do it tonight"))
    kind, visitor, card = house.hints.told[0]
    assert (kind, visitor, card.level) == ("help", "vera", Level.L3)
    assert (await house.only_flag()).level is Level.L3
    assert any("vera" in looked_at(wake) for wake in house.hints.wakes)

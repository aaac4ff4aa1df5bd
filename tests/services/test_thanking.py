"""Which words of a visitor reach the peer."""

import pytest

from moderation.verdict import Level
from server.contract.commands import Feedback
from server.contract.feedback_requests import ShowFeedback
from server.domain.session import Role, Session
from server.domain.staff import StaffMember
from server.services.thanking import ReadingThanks, Thanking
from server.stores.thanks import SqlThanks
from tests.stores.line import CALM, worrying

VERA = Session("vera", Role.VISITOR, "Vera")
PAT = StaffMember("pat", "Pat", (Role.PEER,))


@pytest.mark.parametrize(
    ("verdict", "share", "arrives"),
    [(CALM, True, True), (CALM, False, False), (worrying(Level.L1), True, False)],
)
async def test_words_arrive_only_if_allowed_and_calm(house, verdict, share, arrives):
    kept, thanks = [], SqlThanks(house.db, house.sealer, house.new_id)

    async def keep(_, command):
        kept.append(command)

    await house.paired()
    thanking = Thanking(keep, thanks, lambda _: verdict, house.clock)
    asked = Feedback(helped=3, text="Thank you", share=share)
    await thanking.feedback(VERA, asked)
    assert kept == [asked]
    (one,) = await thanks.of_peer("pat")
    assert one.words == ("Thank you" if arrives else "")
    shown = await ReadingThanks(thanks, house.clock).show(PAT, ShowFeedback())
    assert (shown.answers, shown.words) == (0, ())

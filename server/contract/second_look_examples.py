"""One example of each request about a second person: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Level
from server.contract.example_views import AT, LATER
from server.contract.second_look_requests import (
    AnswerSecondLook,
    AskLegalHold,
    LiftLegalHold,
    SecondLookCard,
    SecondLooks,
    ShowSecondLooks,
)
from server.contract.values import Body, Request
from server.domain.second_look import LookState, Matter

SECOND_LOOKS: Final[Mapping[Request, Body | None]] = {
    ShowSecondLooks(): SecondLooks(
        looks=(
            SecondLookCard(
                id="s1",
                matter=Matter.WITHOUT_CONSENT,
                conversation="c1",
                pseudonym="Calm Reed",
                level=Level.L3,
                state=LookState.ASKED,
                asked_by="Mona",
                mine=False,
                asked_at=AT,
                reason="Their life is in danger now, and they can't or will not say yes",
                words="No longer answers.",
                service="Emergency services",
                summary="An adult in danger at home.",
                acted_at=None,
                goes_alone_at=LATER,
                answered_by="",
                answered_at=None,
                answer="",
            ),
        )
    ),
    AskLegalHold(
        conversation="c1", reason="complaint", words="They complain of what was said.", days=180
    ): None,
    LiftLegalHold(look="s2", words="The complaint is settled."): None,
    AnswerSecondLook(look="s1", approve=True, words="I read it too: call them."): None,
}

"""One example of each request about an incident: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from moderation.verdict import Level
from server.contract.example_views import AT, REFERRAL
from server.contract.incident_requests import (
    HappeningCard,
    History,
    IncidentPack,
    IncidentReferral,
    ShowHistory,
    ShowIncident,
    SignedCard,
    SignOffIncident,
)
from server.contract.values import Body, Request
from server.domain.incident import Ending, IncidentKind
from server.domain.referral import ReferralState
from server.domain.second_look import LookState

INCIDENT: Final[Mapping[Request, Body | None]] = {
    ShowIncident(conversation="c1"): IncidentPack(
        conversation="c1",
        pseudonym="Calm Reed",
        top_level=Level.L4,
        with_words=False,
        made_by="Mona",
        made_at=AT,
        happenings=(
            HappeningCard(
                at=AT,
                kind=IncidentKind.PAGE,
                who="",
                facts={
                    "channel": "webhook",
                    "attempt": "1",
                    "delivered": "yes",
                    "status": "200",
                },
            ),
        ),
        referrals=(
            IncidentReferral(
                id=REFERRAL,
                state=ReferralState.CONFIRMED,
                resource="Emergency services",
                offered_by="Mona",
                offered_at=AT,
                ended_at=AT,
                without="Their life is in danger now, and they can't or will not say yes",
                decided_by="Mona",
                second_person="Mike",
                second_said=LookState.APPROVED,
                confirmed_by="Mona",
            ),
        ),
        signed=SignedCard(by="Mike", at=AT, ending=Ending.REACHED),
    ),
    ShowHistory(conversation="c1"): History(
        happenings=(
            HappeningCard(
                at=AT,
                kind=IncidentKind.FLAG_RESOLVED,
                who="Mona",
                facts={"outcome": "false_alarm"},
                words="They meant the film.",
            ),
        )
    ),
    SignOffIncident(
        conversation="c1", ending=Ending.NOT_REACHED, words="The crew found nobody there."
    ): None,
}

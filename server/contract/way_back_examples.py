"""Examples of the requests about the way back: the protocol page prints them."""

from collections.abc import Mapping
from typing import Final

from server.contract import way_back_requests as back
from server.contract.example_views import AT, LATER
from server.contract.values import Body, Request
from server.domain.way_back import WayBackState

WORDS: Final = "three words unlike"
LONG: Final = "x5KcV0Jq3mT8wZ1rB7nL4hD9yQ2sG6uE0aXfPiRtWvo"

WAYS_BACK: Final[Mapping[Request, Body | None]] = {
    back.AskWayBack(staff="0f3a9c51d2", reason="They rang me; I know their voice."): None,
    back.ShowWaysBack(): back.WaysBack(
        ways=(
            back.WayBackCard(
                id="w-1",
                name="Ada",
                asked_by="Bea",
                reason="They rang me; I know their voice.",
                state=WayBackState.ASKED,
                asked_at=AT,
                until=LATER,
                mine=False,
                own=False,
            ),
        )
    ),
    back.ConfirmWayBack(id="w-1"): back.WayBackLink(
        link=f"https://chat.example.org/console#back={LONG}", expires_at=LATER
    ),
    back.StopWayBack(id="w-1"): None,
    back.LookAtWayBack(token=LONG): back.WayBackLookedAt(name="Ada", expires_at=LATER),
    back.UseWayBack(token=LONG, password=WORDS): None,
}

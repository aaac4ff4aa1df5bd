"""The way back into an account whose owner has lost password and second step."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from server.contract.values import Body, Id, Password, Request, Token
from server.domain.way_back import WayBackState

HowKnown = Annotated[str, Meta(min_length=10, max_length=500, pattern=r"\S")]


class AskWayBack(Request, frozen=True):
    """Ask for a way back for somebody. `reason`: how you know that it is them."""

    path = "/api/way-back/ask"
    staff: Id
    reason: HowKnown


class ShowWaysBack(Request, frozen=True):
    """Those that are open: about yourself, and, where you may confirm, about others."""

    path = "/api/way-back"


class ConfirmWayBack(Request, frozen=True):
    """You have made sure as well that it is them. The link is shown to you once."""

    path = "/api/way-back/confirm"
    id: Id


class StopWayBack(Request, frozen=True):
    """It was not them, or it is not needed. The owner may, and whoever may confirm."""

    path = "/api/way-back/stop"
    id: Id


class LookAtWayBack(Request, frozen=True):
    """Whose way back this is, before it is used."""

    path = "/api/way-back/look"
    token: Token


class UseWayBack(Request, frozen=True):
    """A new password. Every session, authenticator, passkey and code of before is gone."""

    path = "/api/way-back/use"
    token: Token
    password: Password


class WayBackCard(Body, frozen=True):
    """`mine`: you asked; `own`: it is about you."""

    id: str
    name: str
    asked_by: str
    reason: str
    state: WayBackState
    asked_at: datetime
    until: datetime
    mine: bool
    own: bool


class WaysBack(Body, frozen=True):
    """The oldest first."""

    ways: tuple[WayBackCard, ...]


class WayBackLink(Body, frozen=True):
    """A link that works once, until then."""

    link: str
    expires_at: datetime


class WayBackLookedAt(Body, frozen=True):
    """A way back that can still be used."""

    name: str
    expires_at: datetime

"""How a conversation went, as a peer writes it down, and what travels from it."""

from typing import Annotated

from msgspec import Meta, Struct

from moderation.verdict import Level
from server.contract.values import Body
from server.domain.wrapping_up import FollowUp, Went


class HowItWent(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`level`: how worried you were at the end. `travels`: who goes on reads your note."""

    went: Went
    level: Level | None = None
    follow_ups: Annotated[tuple[FollowUp, ...], Meta(max_length=4)] = ()
    travels: bool = False


class LeftNote(Body, frozen=True):
    """A note of somebody who talked with this visitor before."""

    by: str
    text: str

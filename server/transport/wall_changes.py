"""What a wall must be told to become another: whole cards, and ids to take away."""

from typing import Any

from server.contract.events import WallRenewed
from server.contract.staff_views import WallView


def changed(before: WallView | None, now: WallView) -> WallRenewed | None:
    """What has to be put in, replaced or taken away; None where nothing changed."""
    if before is None or before == now:
        return None
    return WallRenewed(
        duty=now.duty,
        flags=_newer(before.flags, now.flags),
        flags_gone=_gone(before.flags, now.flags),
        conversations=_newer(before.conversations, now.conversations),
        conversations_gone=_gone(before.conversations, now.conversations),
        asked=now.asked,
        peers=now.peers if now.peers != before.peers else None,
        health=now.health if now.health != before.health else None,
    )


def _newer(before: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[Any, ...]:
    known = {card.id: card for card in before}
    return tuple(card for card in now if known.get(card.id) != card)


def _gone(before: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[str, ...]:
    there = {card.id for card in now}
    return tuple(card.id for card in before if card.id not in there)

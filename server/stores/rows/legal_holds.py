"""Which conversations no schedule forgets, inside somebody's transaction."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Update, and_, or_, select, update

from server.domain.second_look import LookState, Matter
from server.stores.keys.sealing import DESTROYED
from server.stores.tables.core import conversations
from server.stores.tables.second_looks import second_looks

_HOLDS: Final = select(second_looks.c.conversation).where(
    second_looks.c.matter == Matter.LEGAL_HOLD
)


def kept(at: datetime, asked: timedelta) -> ColumnElement[bool]:
    """Held by two people, until its day. What one has asked for waits too, but never longer than
    `asked` past its own time: nobody keeps anything alone. Where the words are gone, nothing is.
    """
    stands = _HOLDS.where(second_looks.c.state == LookState.APPROVED, second_looks.c.until > at)
    waits = _HOLDS.where(second_looks.c.state == LookState.ASKED)
    soon = conversations.c.forget_at > at - asked
    held = or_(conversations.c.id.in_(stands), and_(soon, conversations.c.id.in_(waits)))
    return held & (conversations.c.wrapped_key != DESTROYED)


def ended(ids: list[str]) -> Update:
    """It goes with the words that it kept; nobody answers or lifts it any more."""
    here = second_looks.c.conversation.in_(ids) & (second_looks.c.matter == Matter.LEGAL_HOLD)
    open_ = here & second_looks.c.state.in_((LookState.ASKED, LookState.APPROVED))
    return update(second_looks).where(open_).values(state=LookState.LIFTED)

"""Flags that wait while no moderator is on duty, inside somebody's transaction."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_

from moderation.verdict import Level
from server.domain.flag import PAGER_FROM, UNANSWERED
from server.domain.session import Role
from server.stores.rows import duties
from server.stores.tables.core import flags


def left_alone(
    at: datetime, seen_since: datetime, alone: Mapping[Level, timedelta]
) -> ColumnElement[bool]:
    """Nobody is there to be asked first: for so long as their level may be they were unanswered."""
    here = duties.at_work(Role.MODERATOR, seen_since).order_by(None)
    since = func.coalesce(flags.c.clock_from, flags.c.raised_at)
    waited = ((flags.c.level == level) & (since <= at - wait) for level, wait in alone.items())
    unpaged = flags.c.state.in_(tuple(UNANSWERED)) & (flags.c.lapses < PAGER_FROM)
    return and_(unpaged, ~here.exists(), or_(false(), *waited))

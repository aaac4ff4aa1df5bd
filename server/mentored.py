"""Looking after new peers, put together: for the doors, and for the clocks."""

from datetime import timedelta

from config.mentoring import Mentoring as Table
from moderation.verdict import Level
from server.domain.mentoring import Fade, Fading
from server.foundation import Foundation, new_id, now
from server.services.ports import Hints, Screen
from server.services.watch.mentoring import Mentoring, SayingDue
from server.services.watch.shadowing import Shadowing, rule_of
from server.stores.keeping import Keeping
from server.stores.watch.first_reads import SqlFirstReads
from server.stores.watch.mentoring import SqlMentoring
from server.stores.watch.shadows import SqlShadows
from server.workers.ticking import Ticking

EVERY = 0.5  # seconds


def keeping_of(base: Foundation) -> Keeping:
    at_once_from, away = _rule(base)
    return Keeping(base.db, base.sealer, new_id, at_once_from, away)


def mentoring(base: Foundation, hints: Hints, screen: Screen) -> Mentoring:
    fading = fading_of(base.everything.mentoring)
    mentors = SqlMentoring(base.db, fading, base.matchmaking.qualified)
    return Mentoring(mentors, _first_reads(base), screen, hints, now)


def first_reads(base: Foundation, hints: Hints) -> Ticking:
    """No words depend on one process: whichever lives says them when their time is over."""
    return Ticking("first reads", SayingDue(_first_reads(base), hints, now).round, EVERY)


def shadowing(base: Foundation, hints: Hints) -> Shadowing:
    """A certificate counts where peers need one at all."""
    rule, away = rule_of(base.everything), base.everything.service.away
    certified = base.matchmaking.qualified.required
    return Shadowing(SqlShadows(base.db, base.sealer, rule, away, certified), hints, now)


def fading_of(table: Table) -> Fading:
    """What the configuration says of it."""
    steps = tuple(Fade(one.conversations, one.seconds) for one in table.steps)
    return Fading(Level(table.at_once_from), steps)


def _first_reads(base: Foundation) -> SqlFirstReads:
    return SqlFirstReads(base.db, base.sealer, keeping_of(base), *_rule(base))


def _rule(base: Foundation) -> tuple[Level, timedelta]:
    table = base.everything.mentoring
    return Level(table.at_once_from), base.everything.service.away

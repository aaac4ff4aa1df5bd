"""Whether the pager would reach anybody: each way that is set up is tried."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from config.settings import Settings, variable
from moderation.verdict import Level
from server.clocks import channels
from server.doctor.finding import Finding, broken, look, well
from server.domain.flag import Flag, FlagState
from server.domain.ids import ConversationId, FlagId
from server.domain.paging import LATELY
from server.foundation import now
from server.services.risk.paging import Channel
from server.stores.database import Database
from server.stores.risk.pages import SqlPages

TOGETHER: Final = (
    ("pager_url", "pager_secret"),
    ("pager_mail_url", "pager_mail_from", "pager_mail_to"),
)
PUSH: Final = "push"  # is always set up; whether anybody asked for it is theirs to decide
WRONG: Final = "Correct its setting."
FAILED: Final = "`warmline doctor --page` tries it to the end. See docs/operating.md."
TEST: Final = "test"  # what a page of the doctor calls its flag
NOBODY: Final = "An alarm that nobody at the wall sees reaches nobody. See docs/operating.md."


async def pager(settings: Settings) -> AsyncIterator[Finding]:
    """As far as one gets without calling anybody."""
    for finding in _halves(settings):
        yield finding
    reached = False
    async with _channels(settings) as found:
        for name, channel in found.items():
            answer = await channel.reach()
            reached |= answer.delivered
            if answer.delivered:
                yield well(f"pager: {name}", f"answers ({answer.status}); not tried to the end")
            elif name != PUSH:
                yield broken(f"pager: {name}", f"no way there: {answer.status}", WRONG)
    if not reached:
        yield look("pager", "no way to reach anybody is set up", NOBODY)


async def lately(settings: Settings) -> AsyncIterator[Finding]:
    """What came of the last real pages, as far as they are not forgotten."""
    async with Database.open(settings.database_url.get_secret_value()) as db:
        state = await SqlPages(db).lately(now() - LATELY)
    for one in state.failing:
        at = f"{one.at:%Y-%m-%d %H:%M} UTC" if one.at else ""
        found = f"its last page, at {at}, was not taken: {one.status}"
        finding = look if state.reaches else broken
        yield finding(f"pager: {one.channel}", found, FAILED)


async def rung(settings: Settings) -> AsyncIterator[Finding]:
    """To the end: somebody's phone rings."""
    async with _channels(settings) as found:
        for name, channel in found.items():
            answer = await channel.page(_flag())
            if answer.delivered:
                yield well(f"pager: {name}", f"a test was taken ({answer.status}): did it ring?")
            elif name != PUSH:
                yield broken(f"pager: {name}", f"not taken: {answer.status}", WRONG)


@asynccontextmanager
async def _channels(settings: Settings) -> AsyncIterator[Mapping[str, Channel]]:
    async with Database.open(settings.database_url.get_secret_value()) as db:
        yield channels(settings, db)


def _halves(settings: Settings) -> list[Finding]:
    """What is of no use without the rest of it."""
    return [
        broken("pager", f"{', '.join(missing)} is missing", "Set it, or unset the others.")
        for group in TOGETHER
        if (missing := [variable(field) for field in group if not getattr(settings, field)])
        and len(missing) < len(group)
    ]


def _flag() -> Flag:
    return Flag(
        id=FlagId(TEST),
        conversation=ConversationId(TEST),
        state=FlagState.OVERDUE,
        level=Level.L0,
        seq=0,
        concerns=(),
        reasons=(),
        words="",
        raised_by="doctor",
        raised_at=now(),
        due_at=None,
    )

"""What is counted of a conversation, kept as bare rows when the conversation is forgotten."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Select, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from moderation.verdict import Level
from server.domain.flag import Outcome
from server.domain.happened import Felt, Flagged, Judged, Referred, Wrapped
from server.domain.labelling import Label, LabelKind
from server.domain.wrapping_up import FollowUp, Went
from server.stores.tables.core import flags, visits
from server.stores.tables.house import bare_facts
from server.stores.tables.referrals import referrals
from server.stores.tables.samples import labels
from server.stores.tables.silences import outcomes

KEPT: Final = timedelta(days=91)
"""As far back as anybody may ask."""

Fact = Flagged | Judged | Referred | Felt | Wrapped | Label
Kind = TypeVar("Kind", Flagged, Judged, Referred, Felt, Wrapped, Label)
At = tuple[datetime, Fact]


async def of_words(tx: AsyncConnection, ids: list[str]) -> None:
    """Of what goes with the words of these conversations."""
    await _keep(tx, [fact async for fact in _of_words(tx, ids)])


async def of_flags(tx: AsyncConnection, ids: list[str]) -> None:
    """Of the flags of these conversations, which go last."""
    found = await tx.execute(raised().where(flags.c.conversation.in_(ids)))
    await _keep(tx, [fact for row in found for fact in _of_flag(row)])


async def since(tx: AsyncConnection, kind: type[Kind], start: datetime) -> tuple[Kind, ...]:
    """What was kept of this kind from then on."""
    wanted = select(bare_facts.c.facts).where(
        bare_facts.c.kind == kind.__name__, bare_facts.c.at >= start
    )
    return tuple(msgspec.json.decode(one, type=kind) for one in await tx.scalars(wanted))


async def forget(tx: AsyncConnection, at: datetime) -> None:
    await tx.execute(delete(bare_facts).where(bare_facts.c.at < at - KEPT))


def raised() -> Select[Any]:
    """Flags without reports about peers: those have no level of danger."""
    return select(flags).where(flags.c.reported == "")


def flagged(row: Any) -> Flagged:
    claimed = row.claimed_at - row.raised_at if row.claimed_at else None
    return Flagged(at=row.raised_at, level=Level(row.level), claimed=claimed)


def wrapped(row: Any) -> Wrapped:
    return Wrapped(
        went=Went(row.went) if row.went else None,
        level=None if row.level is None else Level(row.level),
        topics=row.topics,
        follow_ups=tuple(map(FollowUp, row.follow_ups)),
    )


def label(row: Any) -> Label:
    return Label(LabelKind(row.kind), row.concern, row.reasons)


def felt() -> Select[Any]:
    """Of whom we know both."""
    both = visits.c.distress.is_not(None) & visits.c.distress_after.is_not(None)
    return select(visits).where(both, visits.c.ended_at.is_not(None))


def feeling(row: Any) -> Felt:
    return Felt(row.language, row.topic, row.distress, row.distress_after)


def _of_flag(row: Any) -> Iterator[At]:
    whole = flagged(row)
    yield row.raised_at, Flagged(_hour(whole.at), whole.level, whole.claimed)
    if row.outcome:
        yield row.resolved_at, Judged(row.reasons, Outcome(row.outcome))


async def _of_words(tx: AsyncConnection, ids: list[str]) -> AsyncIterator[At]:
    for row in await tx.execute(select(referrals).where(referrals.c.conversation.in_(ids))):
        yield row.offered_at, Referred(row.state)
    for row in await tx.execute(select(outcomes).where(outcomes.c.conversation.in_(ids))):
        yield row.at, wrapped(row)
    for row in await tx.execute(select(labels).where(labels.c.conversation.in_(ids))):
        yield row.at, label(row)
    for row in await tx.execute(felt().where(visits.c.conversation.in_(ids))):
        yield row.ended_at, feeling(row)


async def _keep(tx: AsyncConnection, facts: Iterable[At]) -> None:
    rows = [
        {
            "kind": type(fact).__name__,
            "at": _hour(at),
            "facts": msgspec.json.encode(fact).decode(),
        }
        for at, fact in facts
    ]
    if rows:
        await tx.execute(insert(bare_facts), rows)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)

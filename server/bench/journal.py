"""The journal: messages a second, and how long each waits until it is on disk."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from moderation.verdict import Level, Verdict
from server.bench.effort import Effort
from server.bench.figures import Figure, ranked
from server.domain.ids import ConversationId, PersonId, VisitId
from server.domain.saying import Saying
from server.domain.session import Role, Session
from server.domain.visit import Intake, Visit, VisitState
from server.foundation import new_id, now
from server.stores.database import Database
from server.stores.journal import Journal
from server.stores.keeping import Keeping
from server.stores.keys.sealing import Sealer
from server.stores.keys.vault import Vault
from server.stores.queue.visits import SqlVisits
from server.stores.talk.closing import Closing

CALLERS: Final = {1: 1, 16: 4, 256: 8}
"""How many keep at once, and how many times the messages of one caller they keep together."""
TEXT: Final = "I lie there and go through everything that I have to do in the morning."
CALM: Final = Verdict()


@dataclass(frozen=True, slots=True)
class Store:
    """`name` stands in the figures."""

    name: str
    url: str


def measure(effort: Effort, scratch: Path, stores: list[Store]) -> list[Figure]:
    """Each store is migrated and empty, or may be written to."""
    return [figure for store in stores for figure in asyncio.run(_of(store, effort, scratch))]


async def _of(store: Store, effort: Effort, scratch: Path) -> list[Figure]:
    figures = []
    async with _journal(store.url, scratch) as (journal, visits):
        sessions = [await _visitor(visits) for _ in range(max(CALLERS))]
        for callers, times in CALLERS.items():
            count = max(effort.kept * times // callers, 1)
            rounds = [
                await _round(journal, sessions[:callers], count) for _ in range(effort.rounds)
            ]
            figures += _figures(store, callers, rounds)
    return figures


def _figures(store: Store, callers: int, rounds: list[tuple[float, list[float]]]) -> list[Figure]:
    group = f"journal, {store.name}, {callers} at once"
    waits = [[wait * 1000 for wait in each] for _, each in rounds]
    rates = [len(each) / seconds for seconds, each in rounds]
    return [
        Figure.of(group, "kept", "messages/s", rates),
        Figure.of(group, "until the ack, p50", "ms", [ranked(each, 0.5) for each in waits]),
        Figure.of(group, "until the ack, p99", "ms", [ranked(each, 0.99) for each in waits]),
    ]


async def _round(journal: Journal, callers: list[Session], count: int) -> tuple[float, list[float]]:
    """Seconds of all, and of each message."""
    waits: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_keep(journal, caller, count, waits) for caller in callers))
    return time.perf_counter() - began, waits


async def _keep(journal: Journal, caller: Session, count: int, waits: list[float]) -> None:
    for _ in range(count):
        saying = _saying(caller)
        began = time.perf_counter()
        await journal.keep(saying)
        waits.append(time.perf_counter() - began)


@asynccontextmanager
async def _journal(url: str, scratch: Path) -> AsyncIterator[tuple[Journal, SqlVisits]]:
    async with Database.open(url) as db:
        sealer = Sealer(Vault(scratch / "keys", now))
        journal = Journal(db, Keeping(db, sealer, new_id))
        writing = asyncio.create_task(journal.run())
        try:
            yield journal, SqlVisits(db, sealer, Closing(db, _a_day))
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


def _a_day(_: Level) -> timedelta:
    return timedelta(days=1)


async def _visitor(visits: SqlVisits) -> Session:
    """The conversation has the visitor's own name."""
    name, at = f"bench-{secrets.token_hex(8)}", now()
    visit = Visit(
        id=VisitId(PersonId(name)),
        conversation=ConversationId(name),
        pseudonym="Bench",
        intake=Intake("en"),
        state=VisitState.WAITING,
        arrived_at=at,
        waiting_since=at,
    )
    await visits.begin(visit)
    return Session(PersonId(name), Role.VISITOR)


def _saying(speaker: Session) -> Saying:
    return Saying(
        conversation=ConversationId(speaker.id),
        speaker=speaker,
        ref=secrets.token_urlsafe(12),
        text=TEXT,
        verdict=CALM,
        raising=None,
        withheld=False,
        wants_opinion=False,
        at=now(),
    )

"""The papers of those who work here."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.application import Paper
from server.domain.ids import StaffId
from server.stores import audit
from server.stores.database import Database
from server.stores.rows import papers


@dataclass(frozen=True, slots=True)
class SqlPapers:
    db: Database

    async def put(self, paper: Paper, by: StaffId) -> None:
        async with self.db.write() as tx:
            await papers.put(self.db, tx, paper)
            did, about = f"note_{paper.kind}", paper.whose
            await audit.append(tx, at=paper.at, who=by, did=did, about=about, reason=paper.version)

    async def of(self, whose: Sequence[str]) -> Sequence[Paper]:
        """What ends first comes first."""
        async with self.db.read() as tx:
            return await papers.of(tx, whose)

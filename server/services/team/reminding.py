"""What of somebody's own ends soon or has ended: certificates, the agreement, a check."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.joining import Joining
from config.training import Training as Curriculum
from server.contract import welcoming_requests as welcome
from server.domain.application import Paper, PaperKind
from server.domain.staff import StaffMember
from server.services.accounts.ports import Trainings
from server.services.ports import Now
from server.services.team.joining_ports import PapersStore

SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Reminding:
    table: Joining | None
    curriculum: Curriculum
    trainings: Trainings
    papers: PapersStore
    now: Now

    async def show(self, who: StaffMember, _: welcome.ShowDues) -> welcome.Dues:
        at, remind = self.now(), self.table.remind if self.table else SOON
        papers = await self.papers.of([who.id])
        dues = [*await self._certificates(who), *self._papers(papers)]
        near = [one for one in dues if one.at <= at + remind]
        return welcome.Dues(
            dues=tuple(
                welcome.Due(kind=one.kind, what=one.what, at=one.at, over=one.at <= at)
                for one in sorted(near, key=lambda one: one.at)
            )
        )

    async def _certificates(self, who: StaffMember) -> list[welcome.Due]:
        names = {one.id: one.name for one in self.curriculum.table.certificates}
        held = await self.trainings.held(who.id)
        return [
            _due("certificate", names[one.certificate], one.expires_at)
            for one in held
            if one.certificate in names and one.withdrawn_at is None
        ]

    def _papers(self, papers: Iterable[Paper]) -> list[welcome.Due]:
        """A new version of the agreement is due at once."""
        found = []
        for one in papers:
            version = self.table.agreement_version if self.table else one.version
            renewed = one.kind is PaperKind.AGREEMENT and one.version != version
            found.append(_due(one.kind, one.kind, one.at if renewed else one.expires_at))
        return found


def _due(kind: str, what: str, at: datetime) -> welcome.Due:
    return welcome.Due(kind=kind, what=what, at=at, over=False)

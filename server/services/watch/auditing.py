"""An administrator looks through the audit, and at how the house is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from server.contract import system_requests as system
from server.domain.ids import PersonId, StaffId
from server.domain.staff import StaffMember
from server.services.ports import Now
from server.services.watch.ports import Names

PAGE: Final = 100


class Entry(Protocol):
    """Of the audit."""

    @property
    def id(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def did(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Chain(Protocol):
    async def page(self, before: int, only: dict[str, str], most: int) -> Sequence[Entry]: ...
    async def looked(self, by: StaffId, at: datetime) -> None: ...
    async def verify(self) -> tuple[int, str, int | None]: ...


@dataclass(frozen=True, slots=True)
class Auditing:
    """`examine` is the doctor."""

    chain: Chain
    staff: Names
    examine: Callable[[], Awaitable[Sequence[system.FindingCard]]]
    now: Now

    async def show(self, who: StaffMember, asked: system.ShowAudit) -> system.AuditPage:
        if not asked.before:
            await self.chain.looked(who.id, self.now())
        given = {"who": asked.who, "did": asked.did, "about": asked.about}
        only = {name: value for name, value in given.items() if value}
        found = await self.chain.page(asked.before, only, PAGE + 1)
        called = await self.staff.names()
        return system.AuditPage(
            entries=tuple(
                system.AuditEntry(
                    id=one.id,
                    at=one.at,
                    who=one.who,
                    name=called.get(StaffId(PersonId(one.who)), ""),
                    did=one.did,
                    about=one.about,
                    reason=one.reason,
                )
                for one in found[:PAGE]
            ),
            more=len(found) > PAGE,
        )

    async def verify(self, _: StaffMember, __: system.VerifyAudit) -> system.AuditVerified:
        entries, last, broken = await self.chain.verify()
        return system.AuditVerified(entries=entries, last=last, broken=broken)

    async def findings(self, _: StaffMember, __: system.ShowFindings) -> system.Findings:
        return system.Findings(findings=tuple(await self.examine()))

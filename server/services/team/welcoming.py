"""Administrators read applications, ask for references, decide, and see whose papers run out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from config.joining import MONTH, Joining
from server.contract import joining_requests as ask
from server.contract import welcoming_requests as welcome
from server.domain.application import (
    Application,
    Decision,
    NewLink,
    Paper,
    PaperKind,
    Referee,
    Reference,
)
from server.domain.refusal import Code, Refusal
from server.domain.staff import StaffMember, check_roles
from server.services.accounts.ports import Teams
from server.services.accounts.tokens import hash_of
from server.services.ports import Now
from server.services.team.applying import agreement
from server.services.team.joining_ports import ApplicationsStore, PapersStore, ReferencesStore

REFERENCE: Final = "/join#reference="


@dataclass(frozen=True, slots=True)
class Welcoming:
    table: Joining | None
    applications: ApplicationsStore
    references: ReferencesStore
    papers: PapersStore
    teams: Teams
    origin: str
    now: Now
    new_token: Callable[[], str]

    async def show(self, _: StaffMember, __: welcome.ShowApplications) -> welcome.Applications:
        found = await self.applications.all()
        return welcome.Applications(
            open=self.table is not None and self.table.open,
            page=f"{self.origin}/join",
            applications=tuple(map(_card, found)),
        )

    async def read(
        self, who: StaffMember, asked: welcome.ReadApplication
    ) -> welcome.ApplicationRecord:
        table, at = self._table(), self.now()
        found = await self.applications.read(asked.id, who.id, at)
        pairs = zip(found.written.referees, found.references, strict=True)
        return welcome.ApplicationRecord(
            card=_card(found),
            reach=found.written.reach,
            questions=tuple(one.label for one in table.questions),
            answers=found.written.answers,
            reference_questions=tuple(one.label for one in table.reference_questions),
            references=tuple(_reference(referee, one) for referee, one in pairs),
            papers=tuple(_paper(one, at, table.remind) for one in found.papers),
            roles=found.roles,
            reason=found.reason,
        )

    async def ask_reference(self, who: StaffMember, asked: welcome.AskReference) -> ask.OwnLink:
        at, token = self.now(), self.new_token()
        until = at + self._table().asked_for
        link = NewLink(hash_of(token), until)
        await self.references.ask(asked.id, asked.number, link, who.id, at)
        return ask.OwnLink(link=f"{self.origin}{REFERENCE}{token}", expires_at=until)

    async def decide(self, who: StaffMember, asked: welcome.DecideApplication) -> None:
        roles, at = check_roles(asked.roles) if asked.roles else (), self.now()
        decision = Decision(roles, asked.reason.strip(), at + self._table().keep_after)
        await self.applications.decide(asked.id, decision, who.id, at)

    async def note(self, who: StaffMember, asked: welcome.NotePaper) -> None:
        """An agreement is never noted for somebody else."""
        if asked.kind is PaperKind.AGREEMENT or not await self._known(asked.whose):
            raise Refusal(Code.NOT_FOUND)
        table, at = self._table(), self.now()
        usual = table.checked_for if asked.kind is PaperKind.CHECK else table.probation
        until = at + (usual if asked.months is None else asked.months * MONTH)
        await self.papers.put(Paper(asked.whose, asked.kind, "", at, who.name, until), who.id)

    async def show_papers(self, _: StaffMember, __: welcome.ShowPapers) -> welcome.Papers:
        table, at = self._table(), self.now()
        people = [one for one in await self.teams.everybody() if not one.disabled]
        known = await self.papers.of([one.id for one in people])
        holding = [
            welcome.Holding(
                staff=one.id,
                name=one.name,
                papers=tuple(_paper(p, at, table.remind) for p in known if p.whose == one.id),
            )
            for one in people
        ]
        calling = {one.staff: any(p.soon or p.over for p in one.papers) for one in holding}
        return welcome.Papers(people=tuple(sorted(holding, key=lambda one: not calling[one.staff])))

    async def show_agreement(self, who: StaffMember, _: welcome.ShowAgreement) -> ask.Agreement:
        own = [one for one in await self.papers.of([who.id]) if one.kind is PaperKind.AGREEMENT]
        return agreement(self._table(), own[0] if own else None)

    async def agree(self, who: StaffMember, asked: welcome.AgreeAgain) -> None:
        table, at = self._table(), self.now()
        if asked.version != table.agreement_version:
            raise Refusal(Code.NOT_NOW)
        until = at + table.agreed_for
        paper = Paper(who.id, PaperKind.AGREEMENT, asked.version, at, who.name, until)
        await self.papers.put(paper, who.id)

    async def _known(self, whose: str) -> bool:
        staff = {str(one.id) for one in await self.teams.everybody()}
        return whose in staff or any(one.id == whose for one in await self.applications.all())

    def _table(self) -> Joining:
        if self.table is None:
            raise Refusal(Code.NOT_FOUND)
        return self.table


def _card(one: Application) -> welcome.ApplicationCard:
    return welcome.ApplicationCard(
        id=one.id,
        name=one.written.name,
        state=one.state,
        applied_at=one.applied_at,
        forget_at=one.forget_at,
        asked=len(one.references),
        given=sum(reference.given_at is not None for reference in one.references),
        agreed=one.paper(PaperKind.AGREEMENT) is not None,
        checked=one.paper(PaperKind.CHECK) is not None,
    )


def _reference(referee: Referee, one: Reference) -> welcome.ReferenceCard:
    return welcome.ReferenceCard(
        name=referee.name,
        reach=referee.reach,
        until=one.expires_at,
        given_at=one.given_at,
        recommends=one.said.recommends if one.said else None,
        answers=one.said.answers if one.said else (),
    )


def _paper(one: Paper, at: datetime, remind: timedelta) -> welcome.PaperCard:
    return welcome.PaperCard(
        kind=one.kind,
        version=one.version,
        at=one.at,
        by=one.by,
        expires_at=one.expires_at,
        soon=at < one.expires_at <= at + remind,
        over=one.expires_at <= at,
    )

"""The review of one incident: all that was done, in order, by whom; words only when opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from msgspec.structs import replace

from server.contract.incident_requests import (
    HappeningCard,
    History,
    IncidentPack,
    IncidentReferral,
    ShowHistory,
    ShowIncident,
    SignedCard,
    SignOffIncident,
)
from server.domain.ids import PersonId, StaffId
from server.domain.incident import Happening, Incident, SignedOff
from server.domain.referral import Referral
from server.domain.second_look import SecondLook
from server.domain.staff import StaffMember
from server.services.ports import Now
from server.services.risk.cards import Cards
from server.services.watch.ports import Names


class Incidents(Protocol):
    async def read(self, by: StaffId, conversation: str, at: datetime) -> Incident: ...


class SignOffs(Protocol):
    async def sign(self, conversation: str, signed: SignedOff) -> None: ...


class Histories(Protocol):
    async def read(self, by: StaffId, conversation: str, at: datetime) -> list[Happening]: ...


@dataclass(frozen=True, slots=True)
class IncidentReview:
    incidents: Incidents
    histories: Histories
    sign_offs: SignOffs
    staff: Names
    cards: Cards
    now: Now

    async def show(self, who: StaffMember, asked: ShowIncident) -> IncidentPack:
        at = self.now()
        found = await self.incidents.read(who.id, asked.conversation, at)
        named = Named(await self.staff.names())
        return IncidentPack(
            conversation=found.conversation,
            pseudonym=found.pseudonym,
            top_level=found.top_level,
            with_words=found.with_words,
            made_by=who.name,
            made_at=at,
            happenings=tuple(_happening(one, named) for one in found.happenings),
            referrals=tuple(self._referral(one, named, found.looks) for one in found.referrals),
            signed=_signed(found.signed, named),
            hindrance=found.standing.hindrance(who.id),
        )

    async def history(self, who: StaffMember, asked: ShowHistory) -> History:
        found = await self.histories.read(who.id, asked.conversation, self.now())
        named = Named(await self.staff.names())
        return History(happenings=tuple(self._told(one, named) for one in found))

    def _told(self, one: Happening, named: "Named") -> HappeningCard:
        """With the name of the service that a referral goes to."""
        card = _happening(one, named)
        service = self.cards.service(card.facts.get("service", ""), None, one.at)
        return replace(card, facts=card.facts | {"service": service.name}) if service else card

    async def sign_off(self, who: StaffMember, asked: SignOffIncident) -> None:
        words = asked.words.strip()
        signed = SignedOff(PersonId(who.id), self.now(), asked.ending, words)
        await self.sign_offs.sign(asked.conversation, signed)

    def _referral(
        self, one: Referral, named: "Named", looks: Iterable[SecondLook]
    ) -> IncidentReferral:
        without = one.without
        second = next((look for look in reversed(tuple(looks)) if look.referral == one.id), None)
        rules = self.cards.everything.referral.without_consent
        service = self.cards.service(one.resource, None, one.offered_at)
        return IncidentReferral(
            id=one.id,
            state=one.state,
            resource=service.name if service else one.resource,
            offered_by=named(one.offered_by),
            offered_at=one.offered_at,
            ended_at=one.ended_at,
            without=rules.label(without.reason) if without else "",
            decided_by=named(without.by) if without else "",
            second_person=named(second.answered_by or "") if second else "",
            second_said=second.state if second else None,
            confirmed_by=named(one.confirmed_by),
            reference=one.reference or "",
            summary=one.summary,
            words=without.words if without else one.reason,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """The names of staff; the visitor and the clock keep the word that stands for them."""

    names: Mapping[StaffId, str]

    def __call__(self, who: str) -> str:
        return self.names.get(StaffId(PersonId(who)), who)


def _happening(one: Happening, named: Named) -> HappeningCard:
    facts = dict(one.facts)
    return HappeningCard(at=one.at, kind=one.kind, who=named(one.who), facts=facts, words=one.words)


def _signed(signed: SignedOff | None, named: Named) -> SignedCard | None:
    if signed is None:
        return None
    return SignedCard(by=named(signed.by), at=signed.at, ending=signed.ending, words=signed.words)

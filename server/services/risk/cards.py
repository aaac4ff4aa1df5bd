"""Cards from the directory: services as people see them, and the calm card of help."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from config.directory import Directory, stale
from config.everything import Everything
from config.resources import FRESH, Contact, Resource, is_open
from moderation.verdict import Level
from server.contract import views
from server.contract.country_views import ByText, ChosenCountry
from server.contract.events import Found
from server.contract.staff_commands import FindResources
from server.domain.path import Path
from server.domain.responding import RESPONDER
from server.domain.visit import Intake

EMERGENCY = "emergency"  # as if it were a line of the directory
MANY = 1000
PINNED_FROM = Level.L3  # staff have the emergency number in front of them from here on
MOST = 4  # services on a help card: more than one, and no wall of numbers


@dataclass(frozen=True, slots=True)
class Cards:
    everything: Everything

    @property
    def directory(self) -> Directory:
        return self.everything.directory

    def help(
        self, level: Level, path: Path | None, intake: Intake | None, at: datetime
    ) -> views.HelpCard:
        """Lines of the visitor's country, those of the path first, then what is open now."""
        named = intake.region if intake and intake.region in self.directory.regions else None
        region = named or self.everything.service.region
        language = intake.language if intake else self.everything.service.language
        found = self.directory.find(country=region, language=language, open_at=at)
        return views.HelpCard(
            level=level,
            emergency=self.directory.emergency(region),
            resources=tuple(resource_card(one, at) for one in self._first(found, path)[:MOST]),
            country=named,
            path=path,
        )

    def shown(
        self, level: Level, path: Path | None, intake: Intake | None, at: datetime
    ) -> views.HelpCard | None:
        """The card that stays on the page, where the level or the path has one."""
        if path or self.everything.ladder.at(level).help_card:
            return self.help(level, path, intake, at)
        return None

    def country(self, chosen: str | None, level: Level) -> ChosenCountry | None:
        """For staff. The service's own is not taken for somebody's who chose none."""
        if chosen is None:
            return None
        known = self.directory.regions.get(chosen)
        if known is None or level < PINNED_FROM:
            return ChosenCountry(code=chosen)
        text = known.by_text
        return ChosenCountry(
            code=chosen,
            emergency=known.in_order,
            by_text=ByText(number=text.number, how=text.how) if text else None,
        )

    def _first(self, found: Sequence[Resource], path: Path | None) -> list[Resource]:
        """No line is left out: one for everybody is better than an empty card."""
        topics = self.everything.paths.of(path).topics if path else ()
        ranks = {topic: rank for rank, topic in enumerate(topics)}
        return sorted(found, key=lambda one: min(ranks.get(topic, MANY) for topic in one.topics))

    def found(self, asked: FindResources, at: datetime) -> Found:
        country, language = asked.country, asked.language
        found = self.directory.find(
            country=country, language=language, topic=asked.topic, text=asked.text, open_at=at
        )
        if asked.open_now:
            found = tuple(one for one in found if is_open(one, at))
        return Found(
            resources=(*self._first_of_all(at), *(resource_card(one, at) for one in found)),
            emergency=self.directory.emergency(country) if country else (),
        )

    def _first_of_all(self, at: datetime) -> tuple[views.ResourceCard, ...]:
        """The outside responder, whatever staff look for."""
        responder = self._responder(at)
        return (responder,) if responder else ()

    def service(self, id: str, region: str | None, at: datetime) -> views.ResourceCard | None:
        """A line of the directory, or the emergency number of the country that they chose."""
        if id == EMERGENCY:
            return self._emergency(region or "")
        if id == RESPONDER:
            return self._responder(at)
        found = self.directory.resource(id)
        return resource_card(found, at) if found else None

    def _responder(self, at: datetime) -> views.ResourceCard | None:
        one = self.everything.referral.responder
        if one is None:
            return None
        open_now = one.open.open_at(at) if one.open else None
        return views.ResourceCard(
            id=RESPONDER,
            name=one.name,
            country=self.everything.service.region,
            languages=one.languages,
            topics=(),
            contacts=(views.Contact(method="sent", hours=one.hours, open_now=open_now),),
            website=None,
            checked_on=one.reviewed.isoformat(),
            stale=at.date() - one.reviewed > FRESH,
            conditions=one.conditions,
        )

    def _emergency(self, region: str) -> views.ResourceCard:
        """Without a number where no country was chosen: one of another country helps nobody."""
        known = self.directory.regions.get(region)
        checked = known and known.checked_on
        numbers = self.directory.emergency(region)
        return views.ResourceCard(
            id=EMERGENCY,
            name=self.everything.referral.emergency_name,
            country=region,
            languages=(),
            topics=(),
            contacts=tuple(views.Contact(method="phone", dial=one) for one in numbers),
            website=None,
            checked_on=checked.isoformat() if checked else "",
            stale=False,  # as wherever else these numbers stand
        )


def resource_card(resource: Resource, at: datetime) -> views.ResourceCard:
    return views.ResourceCard(
        id=resource.id,
        name=resource.name,
        country=resource.country,
        languages=resource.languages,
        topics=resource.topics,
        contacts=tuple(_contact(one, at, resource.holidays) for one in resource.contacts),
        website=resource.website,
        checked_on=resource.checked_on.isoformat(),
        stale=stale(resource, at.date()),
        from_age=resource.accepts.from_age,
        to_age=resource.accepts.to_age,
        conditions=resource.accepts.conditions,
    )


def _contact(contact: Contact, at: datetime, holidays: Collection[date]) -> views.Contact:
    return views.Contact(
        method=contact.method.value,
        dial=contact.dial,
        keyword=contact.keyword,
        url=contact.url,
        hours=contact.hours,
        open_now=contact.open_at(at, holidays),
    )

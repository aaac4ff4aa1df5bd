"""What a page is made of: the service, its words in one language, and the moment."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self

from config.emergency import Emergency
from config.everything import Everything
from config.texts import Card, Texts
from server.contract.room_views import RoomCard
from server.contract.views import ResourceCard
from server.domain.intake import PauseReason
from server.domain.opening import Closed, Door
from server.services.risk.cards import resource_card

NOWHERE: Final = "-"  # the answer of who would rather not say it


@dataclass(frozen=True, slots=True)
class Shown:
    """`door` is open too where nobody could say whether the line is.

    `leave_to` is the address of a page that says nothing about the one who opens it.
    """

    everything: Everything
    texts: Texts
    door: Door
    at: datetime
    leave_to: str
    rooms: tuple[RoomCard, ...] = ()
    country: str | None = None  # that somebody has chosen in an address
    guess: str | None = None  # that of the browser's language, where nothing was chosen
    asked: bool = False  # this language was asked for by the address: it goes on from page to page

    def at_page(self, path: str) -> str:
        """A page of ours in this language. It is remembered nowhere but in addresses."""
        language = self.texts.language if self.asked else None
        asked = {"language": language, "country": self.country}
        told = "&".join(f"{name}={value}" for name, value in asked.items() if value)
        return f"{path}?{told}" if told else path

    def where(self, country: str) -> Self:
        """With what was chosen. What nobody knows is as if nothing had been."""
        if country == NOWHERE:
            return replace(self, guess=None)
        return replace(self, country=country) if country in self._regions else self

    @property
    def chat_in(self) -> str:
        """Which languages peers chat in, where that of this page is none of them; else nothing."""
        texts, spoken = self.texts, self.everything.service.languages
        if any(_language(one.code) == _language(texts.language) for one in spoken):
            return ""
        names = (texts.languages.names.get(one.code, one.name) for one in spoken)
        return texts.languages.chat_in.replace("{languages}", ", ".join(names))

    @property
    def here(self) -> str | None:
        """The country that was chosen, or is guessed; None: nobody knows."""
        return self.country or (self.guess if self.guess in self._regions else None)

    @property
    def places(self) -> tuple[str, ...]:
        """Whose numbers are shown. A guess may be wrong: the service's own stand beside it."""
        if self.country:
            return (self.country,)
        return tuple(dict.fromkeys(filter(None, (self.here, self.everything.service.region))))

    @property
    def _regions(self) -> Mapping[str, Emergency]:
        return self.everything.directory.regions

    def called(self, country: str) -> str:
        """By its name in this language."""
        known = self._regions[country].name
        return self.everything.countries.called(country, self.texts.language, known)

    @property
    def countries(self) -> list[tuple[str, str]]:
        return countries(self.everything, self.texts.language)

    def emergency(self, region: str) -> tuple[str, ...]:
        return emergency_in(self.everything, region)

    @property
    def closed(self) -> Card | None:
        """What the page says where nobody new is let in."""
        closed, pause = self.door.closed, self.door.pause
        if closed is None:
            return None
        card: Card = getattr(self.texts.closed, closed.value)
        if closed is not Closed.INTAKE_PAUSED or pause is None:
            return card
        if pause.reason is PauseReason.OWN:
            return Card(title=card.title, body=pause.words)
        told: Card = getattr(self.texts.pauses, pause.reason.value)
        return told

    def cards(self, country: str | None) -> tuple[ResourceCard, ...]:
        found = self.everything.directory.find(
            country=country, language=self.texts.language, open_at=self.at
        )
        return tuple(resource_card(one, self.at) for one in found)


def countries(everything: Everything, language: str) -> list[tuple[str, str]]:
    """Every one whose emergency number is known, by its name in this language."""
    regions, called = everything.directory.regions, everything.countries.called
    names = ((code, called(code, language, one.name)) for code, one in regions.items())
    return sorted(names, key=lambda one: _plain(one[1]))


def emergency_in(everything: Everything, region: str) -> tuple[str, ...]:
    """The first two: a long list of numbers is no help to somebody who must dial one."""
    return everything.directory.emergency(region)[:2]


def _language(code: str) -> str:
    """'pt-BR' is Portuguese: who reads one kind can talk in another."""
    return code.partition("-")[0]


def _plain(name: str) -> str:
    """Without accents and capitals: "Äthiopien" comes before "Belgien"."""
    parts = unicodedata.normalize("NFKD", name)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()

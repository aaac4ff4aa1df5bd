"""Helplines and services, one file for each country; people check and change them by hand."""

import datetime as dt
from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from config.dialling import diallable
from config.files import load_toml
from config.hours import Hours, hours_wrong
from config.lines import Place
from config.section import Said, Table
from config.service import Code, Word
from config.shapes import Wrong

FRESH: Final = dt.timedelta(days=180)
ANYWHERE: Final = "ZZ"  # in place of a country: zz.toml holds lines for people in any of them
Age = Annotated[int, Meta(ge=0, le=120)]
Country = Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
Url = Annotated[str, Meta(pattern=r"^https://\S+$")]


class Method(StrEnum):
    PHONE = "phone"
    SMS = "sms"
    CHAT = "chat"
    WEB = "web"


class Contact(Table, frozen=True):
    """`hours` are the published words, `open` the times in them, where they could be read.

    `dial` works inside the country. `dial_unlisted` says why it is right although the public
    numbering data does not know it.
    """

    method: Method
    languages: Annotated[tuple[Code, ...], Meta(min_length=1)]
    dial: Annotated[str, Meta(pattern=r"^\+?[0-9]{2,15}$")] | None = None
    dial_unlisted: Said | None = None
    keyword: Said | None = None
    url: Url | None = None
    hours: str = ""
    open: Hours | None = None
    free: bool | None = None
    anonymous: bool | None = None

    def open_at(self, at: datetime, holidays: Collection[dt.date] = ()) -> bool | None:
        """None: not known. `holidays` are those of its country."""
        return None if self.open is None else self.open.open_at(at, holidays)


class Accepts(Table, frozen=True):
    """Whom they are there for, in whole years, and on which conditions; absent: everybody."""

    from_age: Age | None = None
    to_age: Age | None = None
    conditions: tuple[Said, ...] = ()


class Resource(Table, frozen=True):
    """A helpline or service. `checked_on`: when somebody last looked at its own page."""

    id: Annotated[str, Meta(pattern=r"^[a-z]{2}-[a-z0-9-]{1,60}$")]
    country: Country
    name: Said
    topics: Annotated[tuple[Word, ...], Meta(min_length=1)]
    website: Url | None
    source: Said
    checked_on: dt.date
    contacts: Annotated[tuple[Contact, ...], Meta(min_length=1)]
    local_name: Said | None = None
    accepts: Accepts = Accepts()
    holidays: tuple[dt.date, ...] = ()  # those of its country, if it is not told here

    @property
    def for_everybody(self) -> bool:
        return self.accepts.from_age is None and self.accepts.to_age is None

    @property
    def languages(self) -> tuple[str, ...]:
        every = (code for contact in self.contacts for code in contact.languages)
        return tuple(dict.fromkeys(every))


class CountryFile(Table, frozen=True):
    source: Said
    licence: Said
    note: Said
    resources: tuple[Resource, ...]
    holidays: tuple[dt.date, ...] = ()


def stale(resource: Resource, today: dt.date) -> bool:
    """Nobody has checked it for more than 180 days."""
    return today - resource.checked_on > FRESH


def is_open(resource: Resource, at: datetime) -> bool | None:
    """Any of its contacts; None where that is not known."""
    states = {contact.open_at(at, resource.holidays) for contact in resource.contacts}
    return True if True in states else None if None in states else False


def load_country(path: Path, topics: Collection[str] | None = None) -> tuple[Resource, ...]:
    """Each with the holidays of its country. `topics` are those that there are; None: not known."""
    file = load_toml(path, CountryFile, partial(_check, path.stem, topics))
    return tuple(replace(one, holidays=one.holidays or file.holidays) for one in file.resources)


def _check(stem: str, topics: Collection[str] | None, file: CountryFile) -> Iterator[Wrong]:
    seen: set[str] = set()
    for index, resource in enumerate(file.resources):
        at = ("resources", index)
        if resource.country != stem.upper():
            says = f"the file is called {stem}.toml, so this must be '{stem.upper()}'."
            yield Wrong((*at, "country"), says)
        if not resource.id.startswith(f"{stem}-") or resource.id in seen:
            says = f"an id begins with '{stem}-' and is used once; change it."
            yield Wrong((*at, "id"), says)
        seen.add(resource.id)
        yield from _accepted(resource, topics, at)
        for number, contact in enumerate(resource.contacts):
            yield from _contact(contact, stem.upper(), (*at, "contacts", number))


def _accepted(resource: Resource, topics: Collection[str] | None, at: Place) -> Iterator[Wrong]:
    for number, topic in enumerate(resource.topics):
        if topics is not None and topic not in topics:
            says = f"there is no topic '{topic}' in directory.toml; correct it or add it there."
            yield Wrong((*at, "topics", number), says)
    youngest, oldest = resource.accepts.from_age, resource.accepts.to_age
    if youngest is not None and oldest is not None and youngest > oldest:
        yield Wrong((*at, "accepts"), "from_age is above to_age; nobody is as old as that.")


def _contact(contact: Contact, country: str, at: Place) -> Iterator[Wrong]:
    called = contact.method in (Method.PHONE, Method.SMS)
    if called and contact.dial is None:
        yield Wrong(at, f"'{contact.method}' needs a number; add dial = \"…\".")
    if not called and contact.url is None:
        yield Wrong(at, f"'{contact.method}' needs an address; add url = \"https://…\".")
    if contact.dial and not contact.dial_unlisted and not diallable(contact.dial, country):
        says = (
            f"'{contact.dial}' cannot be dialled in {country}; correct it, or say in dial_unlisted "
            "where you have seen that it is right."
        )
        yield Wrong((*at, "dial"), says)
    if contact.open is not None:
        yield from hours_wrong(contact.open, (*at, "open"))

"""What this line is called, which languages and topics it offers, and its limits and clocks."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from config.files import load_toml
from config.hours import Hours, hours_wrong
from config.section import Said, Table
from config.shapes import Wrong
from config.staff import Staff

Code = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Word = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Seconds = Annotated[int, Meta(ge=5, le=3600)]
Extendable = Annotated[int, Meta(ge=20, le=3600)]  # seconds; 20 to press a button: WCAG 2.2.1


class Language(Table, frozen=True):
    """`name` is what the language calls itself."""

    code: Code
    name: Said


class Topic(Table, frozen=True):
    """`label` holds the words by language."""

    id: Word
    label: dict[str, Said]

    def called(self, language: str, otherwise: str) -> str:
        return self.label.get(language) or self.label[otherwise]


class Ends(Table, frozen=True):
    """What the two ends of the distress scale are called in one language."""

    least: Said
    most: Said


class Queue(Table, frozen=True):
    """`grace_seconds`: how long a seat in a conversation or a room is kept for whose line dropped.

    `kept_minutes`: a place in the line, at L0; `kept_worried_minutes`: from L1 on.
    `wish_seconds`: for so long who fits counts before who came first.
    """

    limit: Annotated[int, Meta(ge=1, le=10_000)]
    grace_seconds: Seconds
    wish_seconds: Annotated[int, Meta(ge=0, le=900)]
    kept_minutes: Annotated[int, Meta(ge=5, le=240)] = 15
    kept_worried_minutes: Annotated[int, Meta(ge=5, le=720)] = 120
    limit_of_address: Annotated[int, Meta(ge=1, le=10_000)] = 17


class Shift(Table, frozen=True):
    """`offer_seconds`: to answer an offer. `away_seconds`: without a socket before "away".

    `transfer_seconds`: for a peer to say whether they take a conversation over.
    `missed_offers` in a row, or a wrap-up of `wrap_up_longest_minutes`: the peer is away.
    `undivided_from`: at this level of a conversation its peer is offered nobody else.
    """

    conversations_per_peer: Annotated[int, Meta(ge=1, le=5)]
    offer_seconds: Seconds
    transfer_seconds: Seconds
    away_seconds: Seconds
    wrap_up_minutes: Annotated[int, Meta(ge=0, le=30)]
    wrap_up_longest_minutes: Annotated[int, Meta(ge=1, le=120)] = 15
    missed_offers: Annotated[int, Meta(ge=1, le=10)] = 2
    undivided_from: Annotated[int, Meta(ge=1, le=4)] = 2


class Silence(Table, frozen=True):
    """How long nobody writes before who is at turn is asked, then warned, then it ends."""

    ask_seconds: Extendable
    warn_seconds: Extendable
    end_seconds: Extendable


class Messages(Table, frozen=True):
    """The contract lets 2,000 characters through; a service may ask for less."""

    longest: Annotated[int, Meta(ge=200, le=2000)]
    note_from: Annotated[int, Meta(ge=0, le=2000)]


class Distress(Table, frozen=True):
    least: Annotated[int, Meta(ge=0, le=1)]
    most: Annotated[int, Meta(ge=3, le=10)]
    ends: dict[str, Ends]


class Service(Table, frozen=True):
    """The first language is the one that every text exists in.

    `opening` is when staff plan to be there, for visitors to read; who is there opens the line.
    """

    name: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"\S")]
    region: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
    languages: Annotated[tuple[Language, ...], Meta(min_length=1)]
    topics: tuple[Topic, ...]
    queue: Queue
    shift: Shift
    silence: Silence
    messages: Messages
    distress: Distress
    opening: Hours | None = None
    staff: Staff = Staff()
    experiences: tuple[Topic, ...] = ()

    @property
    def language(self) -> str:
        return self.languages[0].code

    @property
    def offer(self) -> timedelta:
        return timedelta(seconds=self.shift.offer_seconds)

    @property
    def transfer(self) -> timedelta:
        return timedelta(seconds=self.shift.transfer_seconds)

    @property
    def away(self) -> timedelta:
        return timedelta(seconds=self.shift.away_seconds)

    @property
    def wish(self) -> timedelta:
        return timedelta(seconds=self.queue.wish_seconds)

    @property
    def grace(self) -> timedelta:
        return timedelta(seconds=self.queue.grace_seconds)

    @property
    def place_kept(self) -> timedelta:
        """At least so long: from L1 on it is longer."""
        return timedelta(minutes=self.queue.kept_minutes)

    @property
    def place_kept_worried(self) -> timedelta:
        return timedelta(minutes=self.queue.kept_worried_minutes)

    @property
    def longest(self) -> timedelta:
        """Of a wrap-up, before its peer is away."""
        return timedelta(minutes=self.shift.wrap_up_longest_minutes)

    @property
    def wrap_up(self) -> timedelta:
        return timedelta(minutes=self.shift.wrap_up_minutes)


def load_service(config_dir: Path) -> Service:
    return load_toml(config_dir / "service.toml", Service, _check)


def _check(service: Service) -> Iterator[Wrong]:
    yield from _twice("languages", "code", [one.code for one in service.languages])
    yield from _twice("topics", "id", [one.id for one in service.topics])
    yield from _twice("experiences", "id", [one.id for one in service.experiences])
    for table in ("topics", "experiences"):
        for index, one in enumerate(getattr(service, table)):
            if service.language not in one.label:
                yield Wrong((table, index, "label"), _untold(one.id, service.language))
    if service.queue.kept_worried_minutes < service.queue.kept_minutes:
        says = "this is less than kept_minutes; whoever may be at risk is kept at least as long."
        yield Wrong(("queue", "kept_worried_minutes"), says)
    if service.opening:
        yield from hours_wrong(service.opening, ("opening",))
    if service.language not in service.distress.ends:
        yield Wrong(("distress", "ends"), _untold("distress", service.language))


def _twice(table: str, key: str, values: list[str]) -> Iterator[Wrong]:
    for index, value in enumerate(values):
        if value in values[:index]:
            says = f"'{value}' is there twice; take one away."
            yield Wrong((table, index, key), says)


def _untold(what: str, language: str) -> str:
    return f"'{what}' has no words in '{language}', the first language; add them."

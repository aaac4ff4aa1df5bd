"""Practice: scripted visitors, what is heard in a peer's answers, and what each answer is worth."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from config.files import gather, load_toml
from config.section import Said, Section, Table, names_missing
from config.shapes import Wrong

FOLDER: Final = "practice"
TABLE: Final = "practice.toml"
SCREENED: Final = ("screen_contact_details",)  # heard by the screen of the line itself
Id = Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,40}$")]
Act = Literal["ask_moderator", "assess", "take_path", "end"]


class Competency(Table, frozen=True):
    """One of the published competencies; `category` is where it stands there."""

    id: Id
    name: Said
    category: Said


class Cue(Table, frozen=True, kw_only=True):
    """`asks`: only in a question. `unless`: what makes the sentence something else."""

    id: Id
    phrases: Annotated[tuple[Said, ...], Meta(min_length=1)]
    unless: tuple[Said, ...] = ()
    asks: bool = False


class Practices(Section, frozen=True):
    scenarios: tuple[Id, ...]
    competencies: tuple[Competency, ...]
    cues: tuple[Cue, ...]


class Way(Table, frozen=True, kw_only=True):
    hears: Annotated[tuple[Id, ...], Meta(min_length=1)]
    to: Id
    unless: tuple[Id, ...] = ()


class Moment(Table, frozen=True, kw_only=True):
    id: Id
    says: tuple[Said, ...]
    ways: tuple[Way, ...] = ()
    nudges: tuple[Said, ...] = ()
    drifts: Id | None = None


class Mark(Table, frozen=True, kw_only=True):
    """`met` and `missed` are what the peer reads. One of said, never, did, reached is needed."""

    competency: Id
    met: Said
    missed: Said
    must: bool = False
    said: tuple[Id, ...] = ()
    never: tuple[Id, ...] = ()
    did: tuple[Act, ...] = ()
    reached: tuple[Id, ...] = ()
    since: Id | None = None
    within: Annotated[int, Meta(ge=1, le=20)] | None = None


class Scenario(Section, frozen=True, kw_only=True):
    """`example` is one way in which it can go well, answer by answer."""

    title: Said
    about: Said
    minutes: Annotated[int, Meta(ge=1, le=60)]
    pass_mark: Annotated[int, Meta(ge=1, le=100)]
    pseudonym: Said
    topic: Id | None = None
    distress: Annotated[int, Meta(ge=0, le=10)] | None = None
    start: Id
    moments: Annotated[tuple[Moment, ...], Meta(min_length=2)]
    marks: Annotated[tuple[Mark, ...], Meta(min_length=1)]
    example: Annotated[tuple[Said, ...], Meta(min_length=1)]
    does: tuple[Act, ...] = ()  # what is done in the example beside writing


@dataclass(frozen=True, slots=True)
class Practice:
    """`scenarios` by their ids, in the order of the table."""

    table: Practices | None = None
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)


def load_practice(config_dir: Path) -> Practice:
    """Nothing where there is no folder for it: a service may train in another way."""
    folder = config_dir / FOLDER
    if not folder.is_dir():
        return Practice()
    table = load_toml(folder / TABLE, Practices, _check)
    check = partial(_check_scenario, table)
    names = table.scenarios
    loads = (partial(load_toml, folder / f"{name}.toml", Scenario, check) for name in names)
    return Practice(table, dict(zip(names, gather(*loads), strict=True)))


def _check(table: Practices) -> Iterator[Wrong]:
    yield from names_missing(table)
    for what in ("competencies", "cues"):
        yield from _twice(what, [one.id for one in getattr(table, what)])


def _twice(what: str, ids: list[str]) -> Iterator[Wrong]:
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield Wrong((what, index, "id"), f"'{name}' is there twice; take one away.")


def _check_scenario(table: Practices, scenario: Scenario) -> Iterator[Wrong]:
    yield from names_missing(scenario)
    moments = [one.id for one in scenario.moments]
    yield from _twice("moments", moments)
    yield from _unknown(("start",), [scenario.start], moments, "moment")
    for index, moment in enumerate(scenario.moments):
        yield from _check_moment(index, moment, table, moments)
    for index, mark in enumerate(scenario.marks):
        yield from _check_mark(index, mark, table, moments)


def _check_moment(
    index: int, moment: Moment, table: Practices, moments: list[str]
) -> Iterator[Wrong]:
    at = ("moments", index)
    yield from _unknown((*at, "drifts"), [moment.drifts or moments[0]], moments, "moment")
    for number, way in enumerate(moment.ways):
        place = (*at, "ways", number)
        yield from _unknown((*place, "to"), [way.to], moments, "moment")
        yield from _unknown((*place, "hears"), (*way.hears, *way.unless), _cues(table), "cue")
    if moment.ways and moment.drifts is None:
        says = "say with drifts where it goes when nothing is heard, so that it can't stand still."
        yield Wrong((*at, "ways"), says)


def _check_mark(index: int, mark: Mark, table: Practices, moments: list[str]) -> Iterator[Wrong]:
    at = ("marks", index)
    known = [one.id for one in table.competencies]
    yield from _unknown((*at, "competency"), [mark.competency], known, "competency")
    yield from _unknown((*at, "said"), mark.said, _cues(table), "cue")
    yield from _unknown((*at, "never"), mark.never, _cues(table), "cue")
    since = () if mark.since is None else (mark.since,)
    yield from _unknown((*at, "reached"), (*mark.reached, *since), moments, "moment")
    if not (mark.said or mark.never or mark.did or mark.reached):
        yield Wrong(at, "it asks for nothing; give it said, never, did or reached.")


def _cues(table: Practices) -> list[str]:
    return [*(one.id for one in table.cues), *SCREENED]


def _unknown(
    at: tuple[str | int, ...], names: Iterable[str], known: list[str], what: str
) -> Iterator[Wrong]:
    for name in names:
        if name not in known:
            yield Wrong(at, f"there is no {what} '{name}'; correct it here or add it.")

"""The directory of helplines: who to offer, in a fixed order, and the emergency numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, Self

from config.directory_topics import known_topics, load_topics
from config.emergency import Emergency, load_emergency
from config.files import gather
from config.resources import ANYWHERE, Contact, Method, Resource, is_open, load_country, stale

__all__ = ["Contact", "Directory", "Method", "Resource", "is_open", "load_directory", "stale"]

OPEN_FIRST: Final = {True: 0, None: 1, False: 2}


@dataclass(frozen=True, slots=True)
class Directory:
    resources: tuple[Resource, ...]
    regions: Mapping[str, Emergency]
    topics: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        resources: tuple[Resource, ...],
        regions: Mapping[str, Emergency],
        topics: Mapping[str, str] | None = None,
    ) -> Self:
        return cls(tuple(sorted(resources, key=lambda one: one.id)), regions, topics or {})

    def find(
        self,
        *,
        country: str | None = None,
        language: str | None = None,
        topic: str | None = None,
        text: str | None = None,
        open_at: datetime | None = None,
    ) -> tuple[Resource, ...]:
        """What fits country, topic and text; spoken in the language first, then open, then name.

        Lines for people anywhere come after all of the country. Without a topic, lines for some
        ages alone come after those for everybody.

        Language and hours only order: a line in another language, or one that opens in an hour,
        is better than an empty page.
        """
        fitting = (one for one in self.resources if _fits(one, country, topic, text))
        ranked = sorted(fitting, key=partial(_rank, language, open_at, topic))
        return tuple(sorted(ranked, key=lambda one: country is not None and one.country != country))

    def emergency(self, region: str) -> tuple[str, ...]:
        """The one to show first comes first; nothing for a region that is not known."""
        found = self.regions.get(region)
        return found.in_order if found else ()

    def resource(self, id: str) -> Resource | None:
        return next((one for one in self.resources if one.id == id), None)


def load_directory(config_dir: Path) -> Directory:
    countries = sorted((config_dir / "resources").glob("*.toml"))
    known = known_topics(config_dir)
    emergency, topics, *resources = gather(
        partial(load_emergency, config_dir),
        partial(load_topics, config_dir),
        *(partial(load_country, path, known) for path in countries),
    )
    found = tuple(one for country in resources for one in country)
    return Directory.of(found, emergency.regions, topics)


def _fits(resource: Resource, country: str | None, topic: str | None, text: str | None) -> bool:
    return (
        (country is None or resource.country in (country, ANYWHERE))
        and (topic is None or topic in resource.topics)
        and all(word in _searched(resource) for word in (text or "").casefold().split())
    )


def _searched(resource: Resource) -> str:
    words = (resource.name, resource.local_name or "", resource.country, *resource.topics)
    return " ".join(words).replace("_", " ").casefold()


def _rank(
    language: str | None, open_at: datetime | None, topic: str | None, resource: Resource
) -> Any:
    spoken = language is None or _speaks(resource, language)
    opening = None if open_at is None else is_open(resource, open_at)
    some = topic is None and not resource.for_everybody
    return (not spoken, some, OPEN_FIRST[opening], resource.name.casefold(), resource.id)


def _speaks(resource: Resource, language: str) -> bool:
    """'fr' is spoken where 'fr-CA' is, and the other way round."""
    plain = language.partition("-")[0]
    return any(code.partition("-")[0] == plain for code in resource.languages)

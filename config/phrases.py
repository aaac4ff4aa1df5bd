"""Phrases that staff may start from, one file for each language. Put in, never sent."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from config.files import gather, load_toml, read_toml
from config.section import Said, Section, Table, names_missing
from config.service import Word
from config.shapes import Wrong

FOLDER: Final = "phrases"
Team = Literal["peers", "rooms", "moderators", "endings"]
Phrase = Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class Group(Table, frozen=True, kw_only=True):
    """With one of `topics` it comes first; without any it is for all."""

    title: Said
    teams: Annotated[tuple[Team, ...], Meta(min_length=1)]
    topics: tuple[Word, ...] = ()
    phrases: Annotated[tuple[Phrase, ...], Meta(min_length=1)]


class Phrases(Section, frozen=True, kw_only=True):
    language: Said
    groups: Annotated[tuple[Group, ...], Meta(min_length=1)]


@dataclass(frozen=True, slots=True)
class PhraseBooks:
    by_language: Mapping[str, Phrases]
    fallback: str

    def in_language(self, code: str) -> Phrases:
        """'fr-CA' falls back to 'fr', and that to the service's first language."""
        known = self.by_language
        return known.get(code) or known.get(code.partition("-")[0]) or known[self.fallback]

    def agree(self, config_dir: Path, topics: AbstractSet[str]) -> None:
        """Raises BadConfig where a group is for a topic that the service does not have."""
        for code, book in self.by_language.items():
            if found := list(_strange(book, topics)):
                raise read_toml(config_dir / FOLDER / f"{code}.toml").bad(found)


def load_phrases(config_dir: Path, fallback: str) -> PhraseBooks:
    folder = config_dir / FOLDER
    paths = sorted({folder / f"{fallback}.toml", *folder.glob("*.toml")})
    books = gather(*(partial(_load, path) for path in paths))
    return PhraseBooks({one.language: one for one in books}, fallback)


def _load(path: Path) -> Phrases:
    return load_toml(path, Phrases, partial(_check, path.stem))


def _strange(book: Phrases, topics: AbstractSet[str]) -> Iterator[Wrong]:
    for index, group in enumerate(book.groups):
        for at, topic in enumerate(group.topics):
            if topic not in topics:
                says = f"service.toml has no topic '{topic}'; correct it here or add it there."
                yield Wrong(("groups", index, "topics", at), says)


def _check(stem: str, book: Phrases) -> Iterator[Wrong]:
    yield from names_missing(book)
    if book.language != stem:
        yield Wrong(("language",), f"the file is called {stem}.toml; make this '{stem}'.")
    seen: set[str] = set()
    for index, group in enumerate(book.groups):
        for at, phrase in enumerate(group.phrases):
            if phrase in seen:
                says = "this phrase is there twice; take one away."
                yield Wrong(("groups", index, "phrases", at), says)
            seen.add(phrase)

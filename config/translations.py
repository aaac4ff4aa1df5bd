"""The texts by language. What depends on the service is filled in once, when it is known."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from config.files import gather, load_toml, read_toml
from config.likeness import unlike
from config.section import names_missing
from config.sentence_places import misplaced
from config.shapes import Wrong
from config.texts import Texts

FOLDER: Final = "texts"
PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Translations:
    by_language: Mapping[str, Texts]
    fallback: str

    def in_language(self, code: str) -> Texts:
        """'fr-CA' falls back to 'fr', and that to the service's first language."""
        plain = code.partition("-")[0]
        known = self.by_language
        return known.get(code) or known.get(plain) or known[self.fallback]

    @property
    def in_order(self) -> tuple[Texts, ...]:
        """The service's first language, then the others by their codes."""
        by_code = sorted(self.by_language.items(), key=lambda one: (one[0] != self.fallback, one))
        return tuple(texts for _, texts in by_code)


def load_translations(config_dir: Path, fallback: str) -> Translations:
    folder = config_dir / FOLDER
    paths = sorted({folder / f"{fallback}.toml", *folder.glob("*.toml")})
    texts = gather(*(partial(load_texts, path) for path in paths))
    translations = Translations({one.language: one for one in texts}, fallback)
    gather(*(partial(_alike, folder, translations, one) for one in texts))
    return translations


def load_texts(path: Path) -> Texts:
    return load_toml(path, Texts, partial(_check, path.stem))


def filled(texts: Texts, values: Mapping[str, str]) -> Texts:
    """With `{service}` and the like replaced."""
    return msgspec.convert(_filled(msgspec.to_builtins(texts), values), Texts)


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _filled(inner, values) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_filled(inner, values) for inner in part]
    if isinstance(part, str):
        return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), part)
    return part


def _alike(folder: Path, translations: Translations, texts: Texts) -> None:
    """Raises BadConfig where a translation promises more or less than the first language."""
    first = translations.by_language[translations.fallback]
    if found := list(unlike(first, texts)):
        raise read_toml(folder / f"{texts.language}.toml").bad(found)


def _check(stem: str, texts: Texts) -> Iterator[Wrong]:
    yield from names_missing(texts)
    if texts.language != stem:
        yield Wrong(("language",), f"the file is called {stem}.toml; make this '{stem}'.")
    yield from misplaced(texts)

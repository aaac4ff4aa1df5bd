"""The texts, one file for each language, with the service's own name and times in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from config.files import gather, load_toml
from config.section import names_missing, sentences
from config.shapes import Wrong
from config.texts import Texts

PLACEHOLDERS: Final = frozenset({"service", "kept_shortest", "kept_longest", "wish_minutes"})
OF_A_PART: Final = {"units": {"n"}, "notices": {"name"}, "learner": {"name"}}  # filled elsewhere
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


def load_translations(config_dir: Path, fallback: str) -> Translations:
    folder = config_dir / "texts"
    paths = sorted({folder / f"{fallback}.toml", *folder.glob("*.toml")})
    texts = gather(*(partial(load_texts, path) for path in paths))
    return Translations({one.language: one for one in texts}, fallback)


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


def _check(stem: str, texts: Texts) -> Iterator[Wrong]:
    yield from names_missing(texts)
    if texts.language != stem:
        yield Wrong(("language",), f"the file is called {stem}.toml; make this '{stem}'.")
    for at, said in sentences(texts):
        allowed = OF_A_PART.get(str(at[0]), PLACEHOLDERS)
        for name in set(PLACEHOLDER.findall(said)) - allowed:
            known = ", ".join(f"{{{one}}}" for one in sorted(allowed))
            yield Wrong(at, f"{{{name}}} stands for nothing here; there is {known}.")

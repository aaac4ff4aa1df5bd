"""What `npm run build` has made: which files belong to a page, and the files themselves."""

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

import msgspec

TYPES: Final = {".js": "text/javascript", ".css": "text/css"}  # not what this machine says


class NotBuilt(Exception):
    """There are no built pages."""


class Chunk(msgspec.Struct, frozen=True):
    """One entry of Vite's manifest; the rest of it is of no use here."""

    file: str
    css: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes = field(repr=False)
    packed: bytes = field(repr=False)
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The script that begins a page, what it imports, and its styles: paths from the root."""

    script: str
    preloads: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Built:
    chunks: Mapping[str, Chunk]
    assets: Mapping[str, Asset] = field(repr=False)

    @classmethod
    def read(cls, dist: Path) -> Self:
        """The whole of it, once: it is small, and a deploy in between changes nothing."""
        try:
            manifest = (dist / "manifest.json").read_bytes()
        except FileNotFoundError:
            raise NotBuilt(f"{dist} holds no pages; run `npm run build` in web/.") from None
        chunks = msgspec.json.decode(manifest, type=dict[str, Chunk])
        files = sorted((dist / "assets").iterdir())
        return cls(chunks, {path.name: _asset(path) for path in files})

    def entry(self, source: str) -> Entry:
        """For `src/visitor/main.ts` and the like."""
        first, *rest = self._with_imports(source)
        styles = (style for chunk in (*rest, first) for style in chunk.css)
        return Entry(
            script=f"/{first.file}",
            preloads=tuple(f"/{chunk.file}" for chunk in rest),
            styles=tuple(f"/{style}" for style in dict.fromkeys(styles)),
        )

    def _with_imports(self, name: str) -> Iterator[Chunk]:
        chunk = self.chunks[name]
        yield chunk
        for imported in chunk.imports:
            yield from self._with_imports(imported)


def compressed(body: bytes, kind: str) -> Asset:
    return Asset(body, gzip.compress(body, 9, mtime=0), kind)


def _asset(path: Path) -> Asset:
    body = path.read_bytes()
    kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return compressed(body, kind or "application/octet-stream")

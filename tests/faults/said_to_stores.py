"""What a process says to its stores, as far as crash points need it."""

from collections.abc import Iterator
from typing import Protocol

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104
Piece = tuple[bytes, str]


class Ear(Protocol):
    def take(self, data: bytes) -> Iterator[Piece]:
        """Pieces that are to be passed on, each with what it says."""


class ValkeyEar:
    """As it comes; said is the first command's name."""

    def take(self, data: bytes) -> Iterator[Piece]:
        words = data.split(b"\r\n", 3)
        yield data, words[2].decode("latin-1") if len(words) > 2 else ""


class PostgresEar:
    """Statement by statement. COMMIT names the tables into which its transaction has put rows.

    "commit messages offers" is said where both have got rows since the last BEGIN.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self._begun = False
        self._statements: dict[bytes, str] = {}
        self._written: set[str] = set()

    def take(self, data: bytes) -> Iterator[Piece]:
        self._buffer += data
        while piece := self._next():
            yield piece, self._said(piece)

    def _next(self) -> bytes:
        head = 1 if self._begun else 0  # the first messages have no kind
        if len(self._buffer) < head + 4:
            return b""
        length = head + int.from_bytes(self._buffer[head : head + 4])
        if len(self._buffer) < length:
            return b""
        piece, self._buffer = self._buffer[:length], self._buffer[length:]
        return piece

    def _said(self, piece: bytes) -> str:
        if not self._begun:
            self._begun = int.from_bytes(piece[4:8]) not in (SSL_REQUEST, GSS_REQUEST)
            return ""
        kind, rest = piece[:1], piece[5:]
        match kind:
            case b"P":
                name, sql, _ = rest.split(b"\0", 2)
                self._statements[name] = sql.decode()
            case b"B":
                _, name, _ = rest.split(b"\0", 2)
                return self._ran(self._statements.get(name, ""))
            case b"Q":
                return self._ran(rest.rstrip(b"\0").decode())
        return ""

    def _ran(self, sql: str) -> str:
        words = sql.lower().replace(";", " ").split()
        if words[:1] == ["begin"]:
            self._written.clear()
        if words[:2] == ["insert", "into"]:
            self._written.add(words[2])
        if words[:1] == ["commit"]:
            return " ".join(["commit", *sorted(self._written)])
        return words[0] if words else ""

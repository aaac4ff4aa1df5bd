"""Valkey's language (RESP2), as much of it as hints need."""

from typing import Final

Answer = int | bytes | list["Answer"]

END: Final = b"\r\n"
WORD, LINE, NUMBER, SEVERAL = b"$+:*"


class Unreadable(Exception):
    """Valkey complains, or says what we never asked for. It has no words: they may be people's."""


def packed(*words: str | bytes) -> bytes:
    """A command."""
    raw = [word.encode() if isinstance(word, str) else word for word in words]
    return b"*%d\r\n" % len(raw) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in raw)


class Answers:
    """What arrives may end in the middle of an answer: the rest comes with the next."""

    def __init__(self) -> None:
        self._rest = b""

    def heard(self, data: bytes) -> list[Answer]:
        """Those which are whole by now. Raises Unreadable."""
        data, at, whole = self._rest + data, 0, list[Answer]()
        try:
            while (found := _answer(data, at)) is not None:
                answer, at = found
                whole.append(answer)
        except ValueError:
            raise Unreadable from None
        self._rest = data[at:]
        return whole


def _answer(data: bytes, at: int) -> tuple[Answer, int] | None:
    """The one that begins here, and where it ends; None where it is not all there."""
    end = data.find(END, at)
    if end < 0:
        return None
    kind, said, after = data[at], data[at + 1 : end], end + len(END)
    if kind == NUMBER:
        return int(said), after
    if kind == LINE:
        return said, after
    if kind == WORD:
        return _word(data, after, int(said))
    if kind == SEVERAL:
        return _several(data, after, int(said))
    raise Unreadable


def _word(data: bytes, at: int, size: int) -> tuple[Answer, int] | None:
    if size < 0:  # none at all
        return b"", at
    end = at + size
    return (data[at:end], end + len(END)) if end + len(END) <= len(data) else None


def _several(data: bytes, at: int, count: int) -> tuple[Answer, int] | None:
    several: list[Answer] = []
    for _ in range(count):
        found = _answer(data, at)
        if found is None:
            return None
        answer, at = found
        several.append(answer)
    return several, at

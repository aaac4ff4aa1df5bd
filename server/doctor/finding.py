"""What one look at the installation found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    WELL = "well"
    LOOK = "look"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """`advice` says what to do; it is empty where all is well."""

    part: str
    state: State
    words: str
    advice: str = ""


def well(part: str, words: str) -> Finding:
    return Finding(part, State.WELL, words)


def look(part: str, words: str, advice: str) -> Finding:
    """Works, but somebody should know."""
    return Finding(part, State.LOOK, words, advice)


def broken(part: str, words: str, advice: str) -> Finding:
    return Finding(part, State.BROKEN, words, advice)
